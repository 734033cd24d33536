"""Whether a predicate is told as having happened; the words of rules/controls.csv are in test_rules.py."""

from __future__ import annotations

import pytest

from dateline.errors import BadSource
from dateline.events import predicate_statuses
from dateline.events.status import status_of
from dateline.language import load_language
from dateline.model import Status

# Each line with a sentence that differs in the word that decides is a near miss of the line before.
FACTS: list[tuple[str, str, Status]] = [
    ("He left.", "left", "asserted"),
    ("He has left.", "left", "asserted"),
    ("Police said that he fled.", "fled", "asserted"),
    ("He was the first to win the race.", "win", "asserted"),
    ("He was able to leave.", "leave", "asserted"),
    ("The army is able to leave.", "leave", "possible"),
    ("They had to leave.", "leave", "asserted"),
    ("They have to leave.", "leave", "possible"),
    ("They used to live in Rome.", "live", "asserted"),
    ("Prices rose, only to fall again in May.", "fall", "asserted"),
    ("Merkel left before meeting Putin.", "meeting", "asserted"),
    ("Merkel may leave after meeting Putin.", "meeting", "asserted"),
    ("Merkel may win by meeting Putin.", "meeting", "possible"),
    ("The attack by rebels may hurt the talks.", "attack", "asserted"),
    ("He may condemn the attack.", "attack", "asserted"),
    ("Theresa May met Angela Merkel.", "met", "asserted"),
]
NEGATED: list[tuple[str, str, Status]] = [
    ("He did not leave.", "leave", "negated"),
    ("He never left.", "left", "negated"),
    ("He no longer leads the party.", "leads", "negated"),
    ("He could not leave.", "leave", "negated"),
    ("He would not leave.", "leave", "negated"),
    ("He may not leave.", "leave", "possible"),
    ("They should not leave.", "leave", "possible"),
    ("He did not leave until Monday.", "leave", "asserted"),
    ("He did not leave on Monday.", "leave", "negated"),
    ("Obama not only visited Paris but met Merkel.", "visited", "asserted"),
    ("The rule does not necessarily apply.", "apply", "asserted"),
    ("Police killed nobody.", "killed", "negated"),
    ("Rebels attacked no villages.", "attacked", "negated"),
    ("None of the rebels attacked the town.", "attacked", "negated"),
    ("Obama neither visited Paris nor met Merkel.", "visited", "negated"),
    ("Obama neither visited Paris nor met Merkel.", "met", "negated"),
    ("He never ate or slept.", "slept", "negated"),
    ("He never smiled and left.", "left", "asserted"),
    ("Merkel almost resigned.", "resigned", "negated"),
    ("They should have told him.", "told", "negated"),
    ("They should not have told him.", "told", "asserted"),
    ("It is not true that Merkel resigned.", "resigned", "negated"),
    ("It is true that Merkel resigned.", "resigned", "asserted"),
    ("No evidence shows that Assad attacked the town.", "attacked", "negated"),
    ("He left without paying.", "paying", "negated"),
    ("He left after paying.", "paying", "asserted"),
    ("He called instead of visiting Cairo.", "visiting", "negated"),
    ("He resigned rather than sign the deal.", "sign", "negated"),
    ("He stopped short of blaming Russia.", "blaming", "negated"),
    ("He was too weak to fight.", "fight", "negated"),
    ("They have yet to sign the deal.", "sign", "negated"),
    ("The cancelled visit cost millions.", "visit", "negated"),
    ("The firm halted production of the jet.", "production", "negated"),
    ("The deal brought production of the jet to an end.", "production", "negated"),
    ("The deal brought the siege of the town to an end.", "siege", "asserted"),
    ("The firm praised production of the jet.", "production", "asserted"),
]
PLANNED: list[tuple[str, str, Status]] = [
    ("He will leave.", "leave", "planned"),
    ("He is set to leave.", "leave", "planned"),
    ("They came to protest.", "protest", "planned"),
    ("He stopped to rest.", "rest", "planned"),
    ("The firm is going to close the plant.", "close", "planned"),
    ("He was going home.", "going", "asserted"),
    ("The army has a plan to attack.", "attack", "planned"),
    ("The army has no plan to attack.", "attack", "negated"),
    ("Obama visited Paris and is to meet Merkel.", "meet", "planned"),
    ("He was arrested in March and is to be extradited.", "extradited", "planned"),
    ("Obama will visit Paris, meet Merkel and praise her.", "praise", "planned"),
    ("The firm said that it would meet the demand.", "meet", "planned"),
    ("The firm said that it would have met the demand.", "met", "possible"),
    ("The firm would meet the demand.", "meet", "possible"),
    ("The firm will stop selling jets.", "selling", "negated"),
    ("When he arrives, they will talk.", "arrives", "planned"),
    ("When he arrives, they talk.", "arrives", "asserted"),
    ("Merkel is visiting Rome next week.", "visiting", "planned"),
    ("Merkel is visiting Rome.", "visiting", "asserted"),
    ("The planned visit cost millions.", "visit", "planned"),
    ("The first visit cost millions.", "visit", "asserted"),
]
POSSIBLE: list[tuple[str, str, Status]] = [
    ("He may leave.", "leave", "possible"),
    ("He wants to leave.", "leave", "possible"),
    ("They want to know what happened.", "happened", "asserted"),
    ("They want to know what happened.", "know", "possible"),
    ("He did not refuse to leave.", "leave", "possible"),
    ("He may refuse to leave.", "leave", "possible"),
    ("They asked him not to leave.", "leave", "possible"),
    ("They rejected a demand to leave.", "leave", "negated"),
    ("They heard a demand to resign.", "resign", "possible"),
    ("They must reach an agreement that ends the war.", "ends", "asserted"),
    ("They have every right to protest.", "protest", "possible"),
    ("The flaw allows thieves to enter.", "enter", "possible"),
    ("She was strong enough to win.", "win", "possible"),
    ("They know how to build a bomb.", "build", "possible"),
    ("They demanded steps be taken.", "taken", "possible"),
    ("They said steps were taken.", "taken", "asserted"),
    ("Call the police.", "Call", "possible"),
    ("They call the police.", "call", "asserted"),
    ("Please sit down and wait.", "wait", "possible"),
    ("He did not say that she left.", "left", "possible"),
    ("He did not say why she left.", "left", "asserted"),
    ("I would like to thank the crew.", "thank", "possible"),
    ("I would like to thank the crew.", "like", "asserted"),
    ("The crew can see the shore.", "see", "asserted"),
    ("The crew can reach the shore.", "reach", "possible"),
    ("Oslo may send a mission.", "mission", "possible"),
    ("Oslo may praise the mission.", "mission", "asserted"),
    ("Will he leave?", "leave", "possible"),
    ("Did he leave?", "leave", "possible"),
    ("Why did he leave?", "leave", "asserted"),
]
CONDITIONAL: list[tuple[str, str, Status]] = [
    ("If he leaves, they will stay.", "leaves", "conditional"),
    ("If he leaves, they will stay.", "stay", "conditional"),
    ("Even if he leaves, they will stay.", "stay", "planned"),
    ("They asked if he had left.", "asked", "asserted"),
    ("It looks as if he left.", "left", "possible"),
    ("If the government does not resign, they will march.", "resign", "conditional"),
    ("If the firm breaks the ban and sends arms, it will pay.", "sends", "conditional"),
    ("If it rains, they will stay and can rest.", "rest", "conditional"),
]
ALLEGED: list[tuple[str, str, Status]] = [
    ("He is said to have left.", "left", "alleged"),
    ("He reportedly left.", "left", "alleged"),
    ("They accused him of leaving.", "leaving", "alleged"),
    ("They accused him of not paying.", "paying", "alleged"),
    ("They accused him after leaving.", "leaving", "asserted"),
    ("Reports that Putin had died were denied.", "died", "alleged"),
    ("Reports that Putin had died were published.", "published", "asserted"),
]
IN_THE_NEWS: list[tuple[str, str, Status]] = [
    ("The firm cancelled plans to build a plant in Ohio.", "build", "negated"),
    ("The company said it had no intention of selling the unit.", "selling", "negated"),
    ("The bill would allow police to search homes.", "search", "possible"),
    ("Investigators are trying to determine why the plane crashed.", "crashed", "asserted"),
    ("It was not immediately known how many people died.", "died", "asserted"),
    ("The minister declined to say when the talks began.", "began", "asserted"),
    ("The army began withdrawing troops.", "withdrawing", "asserted"),
    ("The army has not begun withdrawing troops.", "withdrawing", "negated"),
    ("The army is expected to begin withdrawing troops on Monday.", "withdrawing", "planned"),
    ("He said he regretted that people had died.", "died", "asserted"),
    ("Police are looking for a man who fled the scene.", "fled", "asserted"),
    ("The strike was called off after talks on Sunday.", "strike", "negated"),
    ("The strike was called off after talks on Sunday.", "talks", "asserted"),
    ("There were no reports of injuries.", "injuries", "possible"),
    ("The vote has been postponed until June.", "vote", "planned"),
    ("The vote was held in June.", "vote", "asserted"),
    ("The firm could be fined if it breaks the rules.", "fined", "conditional"),
    ("They were about to sign when the phone rang.", "sign", "planned"),
    ("They were about to sign when the phone rang.", "rang", "asserted"),
    ("Shares fell after the firm cut its forecast.", "cut", "asserted"),
    ("He said that he might not resign.", "resign", "possible"),
    ("The bank has stopped lending to farmers.", "lending", "negated"),
    ("Police kept protesters from reaching the square.", "reaching", "negated"),
    ("The firm kept selling the drug.", "selling", "asserted"),
    ("Opposition leaders called on the president to resign.", "resign", "possible"),
    ("The union called the strike on Monday.", "strike", "asserted"),
    ("Trump to meet Kim in Hanoi.", "meet", "planned"),
]
IN_A_ROW: list[tuple[str, str, Status]] = [
    ("He refused to concede defeat and accused the union.", "accused", "asserted"),
    ("He refused to concede defeat and accused the union.", "concede", "negated"),
    ("He refused to sign or pay.", "pay", "negated"),
    ("He refused to sign, supporting a rival.", "supporting", "asserted"),
]


@pytest.mark.parametrize(
    ("text", "predicate", "status"),
    [*FACTS, *NEGATED, *PLANNED, *POSSIBLE, *CONDITIONAL, *ALLEGED, *IN_THE_NEWS, *IN_A_ROW],
)
def test_status(text: str, predicate: str, status: Status) -> None:
    """Negation, modals, governing words, questions and reported speech set the status of a predicate."""
    assert predicate_statuses(text, [text.rindex(predicate)]) == [status]


def test_the_reason_names_the_word_that_decided() -> None:
    """The reason of a status quotes a word of the sentence."""
    doc = load_language().pipeline("The firm did not manage to sell the plant.")
    assert status_of(doc[6]) == ("negated", '"not"')


def test_a_very_long_row_is_read() -> None:
    """A row of thousands of verbs costs no more than its length, and raises nothing."""
    doc = load_language().pipeline("They want to " + "run and " * 1000 + "rest.")
    assert {status_of(token)[0] for token in doc} >= {"asserted"}


def test_an_offset_inside_a_word_is_refused() -> None:
    """predicate_statuses says which offset begins no word."""
    with pytest.raises(BadSource, match="offset 4"):
        predicate_statuses("He refused to leave.", [4])
