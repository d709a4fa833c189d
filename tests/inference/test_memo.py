from inference.memo import Memo


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
