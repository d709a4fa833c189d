"""What the app does, without Qt widgets."""
