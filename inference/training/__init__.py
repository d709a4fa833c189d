"""How the bundled model is made; never loaded when it is used."""
