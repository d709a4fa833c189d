"""Sentences to copy where people would rather not think of a text: our own, about nobody."""

import secrets
from typing import Final

PROMPTS: Final = (
    "The ferry leaves at seven, so we should pack tonight.",
    "My neighbour grows the best tomatoes on our street.",
    "A quiet library is a good place to wait for the rain to stop.",
    "She fixed the old radio with a spoon and some patience.",
    "Most of the bread was gone before the soup was ready.",
    "We walked along the river until the lights came on.",
    "The last train was empty except for a sleeping dog.",
    "Please leave the window open, the paint is still wet.",
    "He found his keys in the fridge, right beside the milk.",
    "Every winter the lake freezes and the children skate.",
    "I would rather cycle up the hill than take the bus.",
    "Their garden gate has squeaked since the summer began.",
    "The map was wrong, but the view was worth the climb.",
    "Write down three things that made you smile today.",
    "A good knife and a hot pan are half of the cooking.",
    "The clock in the kitchen is always five minutes fast.",
    "They painted the boat blue and named it after a song.",
    "Nobody could explain why the cat liked the piano.",
    "We have just enough time for one more cup of coffee.",
    "The old bridge hums when a strong wind blows from the sea.",
    "Her first letter took three weeks to cross the mountains.",
    "Turn left at the bakery and follow the smell of oranges.",
    "It was too dark to read, so we told each other stories.",
    "The museum keeps a jar of sand from every beach nearby.",
    "You can hear the market long before you see it.",
    "He waters the plants on Monday and forgets them until Friday.",
    "The power went out just as the film became exciting.",
    "A flock of geese crossed the sky above the quiet village.",
    "We mixed the wrong colours and liked the result better.",
    "The baker whistles the same tune every single morning.",
    "Somebody left a kind note on the door of the workshop.",
    "Next year we want to sleep one night under the stars.",
)


class PromptDeck:
    """Deals sentences in random order; each comes once before any comes again."""

    def __init__(self) -> None:
        self._left: list[str] = []
        self._last = ""

    def draw(self) -> str:
        """Give the next sentence, never the same one twice in a row."""
        if not self._left:
            self._left = list(PROMPTS)
        choices = [prompt for prompt in self._left if prompt != self._last]
        self._last = secrets.choice(choices)
        self._left.remove(self._last)
        return self._last
