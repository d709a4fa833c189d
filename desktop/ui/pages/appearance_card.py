"""The part of the settings page that is about the look and the language."""

from PySide6.QtWidgets import QComboBox, QFrame, QVBoxLayout, QWidget

from desktop.logic.settings import Language, Scheme, Settings
from desktop.ui import theme
from desktop.ui.pages.page import column
from desktop.ui.theme import SCHEMES, Theme
from desktop.ui.widgets.basics import label

_WIDEST_PX = 280


class AppearanceCard(QFrame):
    """Chooses light or dark, and the language.

    Parameters
    ----------
    look
        Is told which scheme to show.
    """

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self._look = look
        self.setProperty("role", "card")
        schemes: dict[str, Scheme] = {
            self.tr("As the system"): "system",
            self.tr("Light"): "light",
            self.tr("Dark"): "dark",
        }
        languages: dict[str, Language] = {
            self.tr("As the system"): "",
            "English": "en",
            "Deutsch": "de",
        }
        self._scheme, self._language = _choice("settingsScheme"), _choice("settingsLanguage")
        for scheme_text, scheme in schemes.items():
            self._scheme.addItem(scheme_text, scheme)
        for language_text, language in languages.items():
            self._language.addItem(language_text, language)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.XL, theme.L, theme.XL, theme.XL)
        layout.setSpacing(theme.M)
        hint = label(self.tr("Another language is spoken from the next start on."), "small")
        for part in (
            label(self.tr("Look and language"), "heading"),
            _captioned(self.tr("Colours"), self._scheme),
            _captioned(self.tr("Language"), self._language),
            hint,
        ):
            layout.addWidget(part)

    @property
    def scheme(self) -> Scheme:
        """The scheme that is chosen."""
        chosen: Scheme = self._scheme.currentData()
        return chosen

    @property
    def language(self) -> Language:
        """The language that is chosen."""
        chosen: Language = self._language.currentData()
        return chosen

    def fill_in(self, settings: Settings) -> None:
        """Show settings."""
        self._scheme.setCurrentIndex(self._scheme.findData(settings.scheme))
        self._language.setCurrentIndex(self._language.findData(settings.language))

    def apply(self) -> None:
        """Show the scheme that is chosen."""
        self._look.prefer(SCHEMES[self.scheme])


def _choice(name: str) -> QComboBox:
    made = QComboBox()
    made.setObjectName(name)
    made.setMaximumWidth(_WIDEST_PX)
    return made


def _captioned(text: str, choice: QComboBox) -> QWidget:
    caption = label(text)
    caption.setBuddy(choice)
    choice.setAccessibleName(text)
    return column(caption, choice, spacing=theme.XS)
