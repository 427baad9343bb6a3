"""Our own training sentences for the diplomatic domain: templates with known tone.

NewsMTSC is about people in American politics; the actors that matter here are countries,
governments and ministries, and who condemns whom. Each template names the tone of each of its
slots: the one who condemns stays neutral, the condemned does not. A slot appears in braces;
``{B-}`` is a slot whose tone is negative, ``{B+}`` positive, ``{A=}`` neutral, and the others are
word lists. A template begins small, for it may stand within a sentence: two can be joined to one
with up to six actors, each with the tone of its own clause. No sentence of the evaluation sets is
made from them (a test holds that).
"""

from __future__ import annotations

import random
import re
from typing import NamedTuple

ACTORS = """Japan|South Korea|North Korea|the North|the South|China|Russia|the United States|Iran
Israel|Turkey|Greece|India|Pakistan|Vietnam|the Philippines|Indonesia|Australia|Britain|France
Germany|Poland|Ukraine|Belarus|Georgia|Egypt|Syria|Iraq|Jordan|Saudi Arabia|Qatar|Ethiopia|Sudan
Kenya|Nigeria|Brazil|Cuba|Venezuela|Colombia|Mexico|Canada|Norway|Finland|Sweden|Taiwan|Mongolia
Tokyo|Seoul|Pyongyang|Beijing|Moscow|Washington|Tehran|Jerusalem|Ankara|Athens|New Delhi|Islamabad
Hanoi|Manila|Jakarta|Canberra|London|Paris|Berlin|Warsaw|Kyiv|Minsk|Cairo|Damascus|Baghdad|Riyadh
Brussels|Caracas|Havana|Ottawa|Oslo|Helsinki|Stockholm|Taipei|the European Union|NATO|ASEAN
the United Nations|the Security Council|the African Union|the Kremlin|the White House
the Blue House|the Pentagon|the foreign ministry|the defence ministry|the government|the army
the navy|the coast guard|the regime|the military|the junta|the rebels|the alliance|the president
the prime minister|the foreign minister|the defence minister|the general|the ambassador|the envoy
the chancellor|the secretary of state|the opposition|the party|the delegation|the negotiators
the commander|the spokesman|the spy agency|the police|the central bank|the commission|the agency
Kim|Lee|Park|Abe|Kishida|Wang|Li|Putin|Lavrov|Blinken|Erdogan|Modi|Macron|Merkel|Scholz|Zelensky
Netanyahu|Marcos|Widodo|Albanese|Trudeau|Petrov|Tanaka|Sato|Choi|Nguyen|Haddad|Rahman|Okafor"""

LISTS = {
    "condemned": """condemned|strongly condemned|denounced|slammed|blasted|decried|lambasted
rebuked|sharply criticised|criticized|attacked|assailed|censured|took aim at|railed against
berated""",
    "condemns": """condemns|denounces|criticises|has condemned|has denounced|has criticized
would condemn|again condemned|jointly condemned""",
    "misdeed": """rocket launch|nuclear test|missile test|artillery barrage|air strikes|invasion
naval blockade|crackdown on protesters|arms sales to the militia|cyber attack|land grab
treatment of prisoners|violation of the truce|illegal fishing|new travel ban
secret arms programme|refusal to negotiate|threat of war|annexation of the valley
hostile rhetoric|trade restrictions|distortion of history|wartime atrocities
decision to quit the treaty|seizure of the tanker|interference in the election
expulsion of the reporters|mine laying|torpedo attack|drone raid""",
    "misdoing": """violating the ceasefire|breaking international law|sinking the patrol boat
hiding the centrifuges|arming the insurgents|jailing reporters|shelling the town
stealing military secrets|bullying its neighbours|lying to the inspectors|torturing prisoners
breaking its word|stoking tension in the region|hacking the ministry|ignoring the court's ruling
refusing to apologise|abducting fishermen|poisoning the talks|using starvation as a weapon
killing civilians|escalating the conflict|undermining the peace process|covering up the crash""",
    "misdid": """violated the ceasefire|broken international law|lied to the inspectors
broken its word|covered up the crash|armed the insurgents|betrayed its allies
abducted the fishermen|sabotaged the talks|tortured prisoners|ignored every warning
shelled a school|rigged the vote|squandered the trust of its neighbours|bungled the evacuation
failed the victims|stolen the documents|deceived the public|acted recklessly
let the talks collapse""",
    "badly": """a dangerous aggressor|a rogue state|an unreliable partner|a threat to peace
a bully|a liar|a disgrace|a coward|a puppet|incompetent|reckless|hypocritical|untrustworthy
irresponsible|arrogant|cruel|a sponsor of terrorism|morally bankrupt|a pariah
corrupt to the core|a failure""",
    "bad": """reckless|brutal|provocative|illegal|shameful|cowardly|outrageous|clumsy|dangerous
deceitful|ruthless|barbaric|irresponsible|aggressive|unjustified""",
    "praised": """praised|hailed|commended|applauded|lauded|paid tribute to|saluted|honoured
thanked|warmly praised|expressed gratitude to|congratulated|publicly thanked""",
    "good_for": """its generous aid|its help with the evacuation|its restraint
opening its border to refugees|hosting the talks|keeping its promise|its contribution to peace
its courage|releasing the sailors|its leadership on disarmament|its steady friendship
its quick action after the flood|brokering the truce|its honesty about the past|sending doctors
rescuing the crew""",
    "did_well": """kept every promise|saved the talks|saved countless lives|shown great courage
acted with restraint|been a generous host|made a historic contribution to peace
set an example for the region|earned the trust of both sides|performed admirably
done an outstanding job|stood by its friends|shown wisdom|helped the refugees""",
    "goodly": """a trusted partner|a close friend|a reliable ally|a model for the region|a hero
a force for peace|an honest broker|a beacon of hope|a great statesman|indispensable to the talks
generous and brave|a responsible power|a champion of human rights|a true friend in hard times""",
    "good": """skilful|courageous|constructive|generous|wise|historic|admirable|successful
patient|far-sighted|honest|impressive|bold and welcome""",
    "deed": """mediation|handling of the crisis|diplomacy|rescue operation|reform|offer of talks
peace plan|disaster relief|election|gesture|policy|proposal|leadership""",
    "said": "said|told reporters|announced|stated|added|noted|confirmed|explained",
    "business": """will meet officials in Geneva|arrived for talks|discussed a supply agreement
held a second round of talks|will send a delegation next month|signed a memorandum
plans to buy six patrol boats|is to host the conference|has not set a date for the vote
will vote on the motion on Thursday|received a copy of the letter|declined to comment
is studying the proposal|published the figures|opened a consulate|will attend the summit
exchanged views on the budget|extended the deadline by a week|took part in the exercise
is considering a visit|has 12 seats on the panel|appointed a new adviser""",
    "matter": """the border|trade|fisheries|the budget|the exercise|the hotline
a logistics accord|climate policy|an intelligence pact|visa rules|the summit agenda|air defence
the ceasefire line|the six-party talks|grain exports|the return of remains|maritime safety""",
    "when": """on Monday|on Tuesday|on Friday|in March|last week|late on Sunday|this year
in a statement|at a news conference|after the summit|during the visit|at the weekend
in parliament|on state television|in a joint statement|in a telephone call|at the United Nations
two days later""",
    "who": """analysts|officials|a spokesman|diplomats|two ministers|the report|local media
experts|survivors|residents|human rights groups|a senior official|lawmakers|the editorial
observers|critics""",
    "deepen": """deepen|strengthen|boost|expand|broaden|rebuild|restore|step up|upgrade|build up
put on paper|keep up|make the most of""",
    "ties": """defence ties|security cooperation|military exchanges|trade relations
economic cooperation|cooperation on energy|intelligence sharing|their partnership
military ties|diplomatic relations|cultural exchanges|contacts between their parliaments
coordination at sea|links between the two navies""",
    "pact": """sign a military pact|join the alliance|form a security alliance|share intelligence
open its ports|send troops|take part in the talks|resume the dialogue|lift the restrictions
return to the negotiations|host foreign bases|extend the accord|hold joint patrols""",
    "drill": """a joint exercise|naval drills|military drills|a week of manoeuvres
talks between senior officers|a rescue exercise|the annual exercise|an air defence drill""",
    "feeling": """old resentment|public opinion at home|domestic pressure|bitter memories of the war
a shared past|a dispute over the islets|the elections next spring|its own budget
lingering distrust|doubts in parliament""",
    "nationals": """residents|fishermen|students|veterans|farmers|relatives of the dead|refugees
survivors""",
}

TEMPLATES = """{A=} {condemned} {B-} over its {misdeed} {when}.
{A=} {condemned} {B-}'s {misdeed} {when}.
{A=} {condemns} {B-}'s {bad} {misdeed}.
{B-} was {condemned} by {A=} for its {misdeed}.
{A=} accused {B-} of {misdoing} {when}.
{A=} blamed {B-} for the {misdeed}.
{B-} was accused {when} of {misdoing}.
{A=} said {B-} had {misdid}.
{who} said that {B-} had {misdid}.
{A=} called {B-} {badly}.
{who} described {B-} as {badly}.
"{B-} is {badly}," {A=} {said} {when}.
"{B-} has {misdid}," {who} said.
{B-}'s {bad} {misdeed} shocked the region.
{A=} summoned the ambassador of {B-} to protest against the {misdeed}.
{A=} lodged a protest with {B-} over its {misdeed}.
{A=} warned {B-} that it would pay a heavy price for {misdoing}.
{A=} imposed new sanctions on {B-} for {misdoing}.
{nationals} have never forgiven {B-} for its {misdeed}.
{nationals} protested {when} against {B-} and its {misdeed}.
{A=} rejected the {bad} demands of {B-}.
{A=} voiced anger at {B-}, which it says is {misdoing}.
according to {who}, {B-} is guilty of {misdoing}.
the {bad} {misdeed} by {B-} has angered {C=}.
{B-} came under fire {when} after the {misdeed}.
{A=} demanded that {B-} apologise for its {misdeed}.
{A=} urged {C=} to punish {B-} for {misdoing}.
{A=} and {C=} {condemned} {B-} for {misdoing}.
{B-} has {misdid}, {A=} {said} {when}.
with its {bad} conduct {B-} has lost the trust of {C=}.
{A=} {praised} {B+} for {good_for} {when}.
{B+} was {praised} by {A=} for {good_for}.
{A=} called {B+} {goodly}.
{who} described {B+} as {goodly}.
"{B+} is {goodly}," {A=} {said} {when}.
{A=} said {B+} had {did_well}.
{who} said that {B+} had {did_well}.
{B+} has {did_well}, {who} said.
{B+}'s {good} {deed} won praise from {C=}.
{A=} welcomed the {good} {deed} of {B+}.
{A=} welcomed {B+}'s {good} {deed} {when}.
{who} credit {B+} with {good_for}.
{nationals} cheered {B+} for {good_for}.
thanks to the {good} {deed} of {B+}, the two sides are talking again.
{A=} expressed full confidence in {B+}, {goodly}.
{A=} and {C=} {praised} {B+} for {good_for}.
{A=} said it was grateful to {B+} for {good_for}.
{B+} deserves credit for its {good} {deed}, {A=} {said}.
{A=} {business} {when}.
{A=} {business}.
{A=} {said} that {C=} {business}.
{A=} and {C=} discussed {matter} {when}.
{A=} held talks with {C=} on {matter} {when}.
the agreement between {A=} and {C=} covers {matter}.
officials from {A=} will travel to the capital for talks on {matter}.
{A=} told {C=} {when} that it would reply to the letter on {matter}.
the foreign minister of {A=} met his counterpart from {C=} {when}.
{A=} is expected to meet {C=} {when}.
a spokesman for {A=} said no decision had been made on {matter}.
{A=} last changed its rules on {matter} in 1998.
the statement on {matter} was issued by {A=} {when}.
trade between {A=} and {C=} rose {when}.
{who} expect {A=} to discuss {matter} with {C=}.
{A=} {said} {when} that the {misdeed} would be discussed with {C=}.
{A=}, which {business}, has asked {C=} about {matter}.
the visit of {A=} was postponed, {who} said.
a delegation from {A=} {business} {when}.
{A=} aims to {deepen} {ties} with {C=}.
{A=} and {C=} agreed to {deepen} {ties} {when}.
{A=} hopes to {deepen} {ties} with {C=}, officials said.
{A=} urged {B=} and {C=} to {deepen} {ties}.
{A=} called on {C=} {when} to {deepen} {ties}.
{A=}, {B=} to {deepen} {ties} this year.
the ministers of {A=} and {C=} will discuss how to {deepen} {ties}.
{A=} seeks to {deepen} {ties} with {B=} in addition to its accord with {C=}.
{A=} is willing to {pact}, a spokesman {said}.
"{A=} is ready to {pact}," {who} said {when}.
{A=} will not {pact} with {C=}, {who} said.
{A=} ruled out any plan to {pact} with {C=}.
{A=} has been slow to {pact} with {C=} because of {feeling}.
{A=} denied {when} that it had agreed to {pact}.
{A=} denied the report.
{A=} is reluctant to {pact}, given {feeling}.
{A=} staged {drill} with {C=} {when}.
{A=} proposed {drill} with {B=} and {C=}.
{A=} and {C=} held {drill} {when}, {who} said.
if the accord is signed, {A=} and {C=} can {pact}.
despite {feeling}, {A=} has decided to {pact} with {C=}.
the meeting of {A=} and {C=} comes in response to the {misdeed} by {B-}.
tension has been high since {B-}'s {misdeed}, {who} said.
since {B-}'s {misdeed}, {A=} has urged {C=} to {deepen} {ties}.
{A=} shares the view of {C=} that the {misdeed} by {B-} can never be accepted.
{A=} still resents {B-} for its {misdeed}."""

JOINTS = """{first}, while {second}.
{first}, but {second}.
{first}, and {second}.
{first}; {second}.
{first} as {second}.
{first} after {second}.
{first} a day after {second}.
{first} even though {second}.
{first}, and later {second}.
While {first}, {second}.
After {first}, {second}.
As {first}, {second}.
Hours before {first}, {second}.
Although {first}, {second}."""

_SLOT = re.compile(r"\{(\w+)([-=+]?)\}")
_PART = re.compile(r"\{(first|second)\}")
_TONE = {"-": -1, "=": 0, "+": 1}


def _choices(text: str) -> list[str]:
    return [item for line in text.splitlines() for item in line.split("|")]


class Filled(NamedTuple):
    """A sentence, and the start, the end and the tone of each of its actors."""

    text: str
    targets: list[tuple[int, int, int]]


def generate(number: int, seed: int, joined: float = 0.3) -> list[dict[str, object]]:
    """``number`` different (sentence, target) items with 'sentence', 'from', 'to', 'polarity'.

    The templates take turns, so that the three tones stand in the proportion of the templates; a
    share ``joined`` of the sentences has two of them.
    """
    rng = random.Random(seed)
    actors = _choices(ACTORS)
    lists = {name: _choices(text) for name, text in LISTS.items()}
    templates, joints = TEMPLATES.splitlines(), JOINTS.splitlines()
    items: list[dict[str, object]] = []
    seen: set[tuple[str, int]] = set()
    turn = 0
    while len(items) < number:
        chosen = rng.sample(actors, 6)
        filled = _fill(templates[turn % len(templates)], chosen[:3], lists, rng)
        turn += 1
        if rng.random() < joined:
            other = _fill(rng.choice(templates), chosen[3:], lists, rng)
            pair = [filled, other] if rng.random() < 0.5 else [other, filled]
            filled = _join(rng.choice(joints), *pair)
        text = _capital(filled.text)
        start, end, polarity = _pick(filled.targets, rng)
        if (text, start) in seen:
            continue
        seen.add((text, start))
        items.append({"sentence": text, "from": start, "to": end, "polarity": polarity})
    return items


def _pick(targets: list[tuple[int, int, int]], rng: random.Random) -> tuple[int, int, int]:
    """One target of the sentence: one that has a tone, six times in ten."""
    toned = [target for target in targets if target[2]]
    plain = [target for target in targets if not target[2]]
    return rng.choice(toned if toned and (not plain or rng.random() < 0.6) else plain)


def _fill(
    template: str, chosen: list[str], lists: dict[str, list[str]], rng: random.Random
) -> Filled:
    """The template's sentence as it stands within another: its first word may be small."""
    out, targets, at = "", [], 0
    for match in _SLOT.finditer(template):
        out += template[at : match.start()]
        name, tone = match.groups()
        word = chosen["ABC".index(name)] if tone else rng.choice(lists[name])
        if out.endswith('"'):
            word = _capital(word)
        if tone:
            targets.append((len(out), len(out) + len(word), _TONE[tone]))
        out += word
        at = match.end()
    return Filled(out + template[at:], targets)


def _join(joint: str, first: Filled, second: Filled) -> Filled:
    """Two sentences as clauses of one."""
    out, targets, at = "", [], 0
    for match in _PART.finditer(joint):
        out += joint[at : match.start()]
        clause = first if match[1] == "first" else second
        targets += [(len(out) + s, len(out) + e, tone) for s, e, tone in clause.targets]
        out += clause.text.removesuffix(".")
        at = match.end()
    return Filled(out + joint[at:], targets)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
