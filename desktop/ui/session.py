"""What every page behind the sidebar works with."""

from dataclasses import dataclass

from desktop.logic.settings import SettingsFile
from desktop.logic.workspace import Workspace
from desktop.ui.bridge import Capture
from desktop.ui.health import HealthMonitor
from desktop.ui.jobs import Jobs
from desktop.ui.theme import Theme
from desktop.ui.trace import Trace


@dataclass(frozen=True)
class Session:
    """One run of the app with its store open.

    Parameters
    ----------
    workspace
        The open store and what is built on it; only jobs call it, since it may take its time.
    settings
        The user's settings.
    jobs
        Runs what takes time.
    capture
        Where key events come from.
    theme
        The look.
    trace
        Takes the state for programs that drive the window.
    health
        Tells how good the times of captured keys are.
    """

    workspace: Workspace
    settings: SettingsFile
    jobs: Jobs
    capture: Capture
    theme: Theme
    trace: Trace
    health: HealthMonitor
