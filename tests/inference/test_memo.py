from collections.abc import Sequence

from inference.memo import GroupMemo, Memo


class Thing:
    pass


def test_what_was_worked_out_is_kept_as_long_as_the_object_lives() -> None:
    asked: list[int] = []

    def number(thing: Thing) -> int:
        asked.append(id(thing))
        return len(asked)

    memo = Memo(number)
    one, other = Thing(), Thing()
    assert [memo(one), memo(other), memo(one)] == [1, 2, 1]
    del one
    assert memo._known.keys() == {id(other)}


def test_the_last_group_is_kept_while_all_of_it_lives() -> None:
    asked: list[int] = []

    def size(things: Sequence[Thing]) -> int:
        asked.append(len(things))
        return len(things)

    memo = GroupMemo(size)
    one, other = Thing(), Thing()
    assert [memo([one, other]), memo([one, other]), memo([other, one])] == [2, 2, 2]
    assert asked == [2, 2]
    del other
    assert memo._last is None
    assert memo([one]) == 1
