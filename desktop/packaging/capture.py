"""Where the packaged capture process starts."""

from desktop.capture.child import main

main()
