from academy.administration.rules.erasing import Duties, EraseRefused, erase_refused


def test_who_only_learns_can_be_erased_at_once() -> None:
    assert erase_refused(Duties(is_over=False, roles=0, courses=0, cohorts=0)) == ()


def test_staff_hear_everything_that_they_hand_over_first() -> None:
    assert erase_refused(Duties(is_over=False, roles=1, courses=2, cohorts=1)) == (
        EraseRefused.HAS_ROLE,
        EraseRefused.MAKES_COURSES,
        EraseRefused.LEADS_COHORTS,
    )


def test_nobody_is_erased_twice() -> None:
    gone = Duties(is_over=True, roles=1, courses=0, cohorts=0)
    assert erase_refused(gone) == (EraseRefused.ERASED_BEFORE,)
