"""English texts of the Qt-free logic, marked so that Qt's tools find them for translation."""


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:  # noqa: N802  (the name that lupdate looks for)
    """Mark a text for translation under a context, and give it back unchanged."""
    del context
    return text
