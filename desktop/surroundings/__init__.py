"""What is going on around the app: who has the keyboard, and whether the screen is locked."""
