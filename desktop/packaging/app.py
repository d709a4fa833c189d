"""Where the packaged program starts."""

from desktop.cli.main import main

main()
