"""The alarm for automation at the customers' cost."""

import pytest

from domain.service_alarm import ServiceSpan, alarm_of


def _span(automation: float, unhappiness: float, size: int = 1000) -> ServiceSpan:
    return ServiceSpan(
        turns=3 * size, automated=int(3 * size * automation), conversations=size, unhappy=int(size * unhappiness)
    )


@pytest.mark.parametrize(
    ("lately", "before", "alarmed"),
    [
        (_span(0.90, 0.12), _span(0.80, 0.06), True),
        # More is automated and nobody minds; people are unhappy for another reason.
        (_span(0.90, 0.06), _span(0.80, 0.06), False),
        (_span(0.80, 0.12), _span(0.80, 0.06), False),
        (_span(0.70, 0.12), _span(0.80, 0.06), False),
        # What chance alone brings about.
        (_span(0.805, 0.062), _span(0.80, 0.06), False),
        # Too few to say.
        (_span(0.95, 0.5, size=10), _span(0.80, 0.06), False),
        (_span(1.0, 1.0), _span(1.0, 1.0), False),
        (_span(0, 0, size=0), _span(0, 0, size=0), False),
    ],
)
def test_both_have_to_rise_by_more_than_chance(lately: ServiceSpan, before: ServiceSpan, alarmed: bool) -> None:
    assert (alarm_of(lately, before) is not None) is alarmed
