"""How long a stage takes (`多久接单`, `派单最慢`): a word for the stage beside one for the pace."""

from nlp.asked_words import Hit


def paced(found: list[Hit], *, timed: bool) -> list[Hit]:
    """With both the stage is what is measured; a stage alone is none: 接单 says who, not how long.

    `timed`: there is a bound of hours, which says as much as a pace.
    """
    paces = {(hit.start, hit.end) for hit in found if hit.sort == "pace"}
    stages = {(hit.start, hit.end) for hit in found if hit.sort == "stage"}
    if not (paces or timed) or not stages:
        return [hit for hit in found if hit.sort != "pace"]
    general = ("measure", "vague", "never")  # 平均多久 alone is until all is done
    told = [hit for hit in found if hit.sort not in general or (hit.start, hit.end) not in paces]
    return [
        hit._replace(sort="measure") if hit.sort == "stage" else hit
        for hit in told
        if hit.sort == "stage" or (hit.start, hit.end) not in stages
    ]
