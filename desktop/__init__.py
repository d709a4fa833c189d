"""The desktop app: capture, Qt-free application logic, and the Qt user interface."""
