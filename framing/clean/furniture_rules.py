"""The rules for page furniture that hold for any outlet: each matches a whole line and says why it
is none of the article."""

from __future__ import annotations

import re
from typing import NamedTuple


class Rule(NamedTuple):
    """What a whole line looks like, why it is furniture, and where on the page that holds."""

    pattern: re.Pattern[str]
    reason: str
    where: str = "anywhere"


_SECTIONS = (
    "home|news|world|u[ks]|sports?|football|business|money|economy|markets|politics|opinion|comment"
    "|culture|arts|entertainment|life|lifestyle|style|travel|tech|technology|science|health|weather"
    "|environment|education|video|videos|photos|more|asia|africa|europe|americas|middle east|latest"
)


def _rule(reason: str, pattern: str, where: str = "anywhere") -> Rule:
    return Rule(re.compile(pattern, re.I), reason, where)


_SHARE_WORD = (
    r"(?:share|tweet|e-?mail|print|save|bookmark|whats ?app|facebook|twitter|x(?!\w)"
    r"|linkedin|pinterest"
    r"|reddit|telegram|line|kakao(?:talk)?|copy(?: link)?|link copied!?|copied!?|like)"
)
SHARE_BUTTONS = "share buttons"
CONTROL = "player or gallery control"
ELSEWHERE = "link to other articles"
ADVERTISEMENT = "advertisement"
GOES_ON = "note that the story goes on"
CORRECTION = "note on what was corrected"
_PIECE = r"(?:story|article|report|piece|post|page|headline|column)"
OFFER = "newsletter or app advertisement"
# What the dialog of such an offer says, whichever of its lines a page shows.
DIALOG_SAYS = (
    r"verify (?:that )?you['’]?(?:re| are) not a robot|thank you for subscribing"
    r"|you are already subscribed|opt[- ]out at any time"
)
GENERAL = (
    _rule(
        SHARE_BUTTONS,
        rf"(?:{_SHARE_WORD}[\s|,/•·]*)+|read (?:or|and|&) share (?:this|the)\b.{{0,200}}"
        r"|sharing is caring!?|share (?:this|on|via|with)\b.{0,40}"
        r"|like this:?|\d+ shares?|shares?:? ?\d*|follow us(?: on)?\b.{0,100}"
        r"|(?:like|follow|find|join|watch) (?:us|@?\w+(?: \w+){0,3}) on (?:facebook"
        r"|twitter|x|instagram"
        r"|youtube|google\+?|telegram|whatsapp|linkedin|tiktok|threads|bluesky)\b.{0,60}"
        r"|follow @\w+.{0,30}|@\w{2,30}|click to (?:share|print|email)\b[^.!?]{0,60}"
        r"|(?:share|sharing) (?:options|article)|copy url.{0,20}|e-?mail (?:to )?a friend",
    ),
    _rule(
        "comment form",
        r"leave a (?:reply|comment)\b.{0,20}|post (?:a|your) comment|add (?:a|your) comment"
        r"|\(?\d+\)? comments?|comments?(?: ?[(:]? ?\d* ?\)?)?|no comments(?: yet)?"
        r"|your e-?mail address will not be published.*|required fields are marked.*"
        r"|cancel reply|view (?:all )?comments|be the first to comment.*"
        r"|(?:log|sign) ?in to (?:leave|post|comment|reply)\b.*|you must be logged in to .*"
        r"|comments are closed\.?|notify me of .*|save my name.*",
    ),
    _rule("comment form", r"(?:name|e-?mail|website|comment|message) ?\*?|submit|post", "foot"),
    _rule(
        "copyright line",
        r"(?:©|\(c\) ?\d{4}|copyright ?(?:©|\(c\)|\d{4})).{0,200}|.{0,150}\ball rights reserved\.?"
        r"|[^.!?]{0,40}™ ?(?:& ?|and )?© ?\d{4}\b.{0,80}"
        r"|(?:please )?see (?:our|the) terms (?:for|of) (?:the )?use\b.{0,60}"
        r"|(?:this material )?may not be (?:published|reproduced).{0,160}",
    ),
    _rule(
        "view counter",
        r"(?:views?|hits|reads?) ?: ?[\d.,]+ ?[km]?|[\d.,]+ ?[km]? (?:views?|hits|reads)"
        r"|\d+ ?min(?:ute)?s? read|reading time:?.{0,20}",
    ),
    _rule(
        CONTROL,
        r"(?:now playing|play(?: video| audio)?|pause|mute|unmute|replay|next up|up next|loading\.*"
        r"|toggle caption|hide caption|show caption|view (?:full|image|gallery|slideshow).{0,30}"
        r"|enlarge(?: this)? image|close gallery|full ?screen|watch (?:live|video|now)"
        r"|listen(?: now| live)?|(?:photo|image|slide)? ?\d{1,3} ?(?:/"
        r"|of) ?\d{1,3}(?: photos?| images?)?"
        r"|\d{1,2}:\d{2}(?::\d{2})?(?: ?/ ?\d{1,2}:\d{2}(?::\d{2})?)?"
        r"|(?:this )?video (?:is )?(?:unavailable|not available|player).{0,60}"
        r"|(?:just watched\b.{0,160})?(?:replay )?more videos\b.{0,200}"
        r"|(?:just|must) watch(?:ed)?\b.{5,160} \d{1,2}:\d{2})",
    ),
    # A clip's caption with the button of its window: 'CLOSE The mayor speaks …', 'CLOSEThe …'.
    _rule(CONTROL, r"(?-i:CLOSE ?(?:[A-Z]?[a-z]|[A-Z]{2,3} [a-z]|A )).{20,500}"),
    _rule(
        ADVERTISEMENT,
        r"(?:the )?(?:story|article|post|content) continues (?:below|after).{0,60}"
        r"|(?:advertisement|ad)?\W*continue reading.{0,60}|scroll (?:down )?(?:to|for).{0,40}"
        r"|(?:\S+ ){0,3}(?:top|best|hot|daily|today['’]?s) deals(?: of the (?:day|week))?:?"
        r"|(?:don['’]t )?want to see this\?.{0,40}|(?:remove|hide|skip|report this) ads?"
        r"|advertisement.{0,40}|sponsored (?:by|content|links?).{0,40}|promoted stories",
    ),
    _rule(
        "field label of a database",
        r"length: ?\d+ words?|load-date: ?.{4,40}|end of document"
        r"|section: ?.{1,80}; ?(?:pg|page)\b.{0,20}"
        r"|(?:document-type|publication-type|journal code|document [A-Z0-9]{12,}"
        r"|word count): ?.{0,80}"
        r"|\d+ of \d+ documents?|copyright:? \d{4}.{0,120}|(?:first|final|late|early"
        r"|national) edition",
    ),
    _rule("language menu", r"(?:select|choose)(?: a| your)? languages?|languages?:?"),
    _rule("breadcrumb", r"you are here\b.{0,200}"),
    _rule(
        "page menu",
        r"welcome to .{2,60}(?:experience|edition|home ?page|web ?site|site)[.!]?"
        r"|jump to (?:main )?(?:navigation|content).{0,60}|skip to .{0,60}",
    ),
    _rule("breadcrumb", r"home(?: ?[>»›/|→] ?[^>»›/|→]{1,40}){1,6}"),
    _rule("link", r"(?:short ?link|perma ?link)s? ?:? ?\S*|(?:https?://|www\.)\S+"),
    _rule("page's clock", r"last updated?:? ?\d{1,2}[:.]\d{2}(?: ?[ap]m)?(?: [A-Z]{2,4})?", "head"),
    _rule(
        "page menu",
        r"skip to (?:main )?content|back to top|(?:main )?menu|search|subscribe(?: now)?"
        r"|sign (?:in|up)|log ?in|register|rss(?: feeds?)?|next|previous|close|load more"
        r"|print (?:this )?(?:page|article|edition)|(?:font|text) size.{0,20}|listen"
        r"|listen to (?:this )?(?:article|story)|image \d+ of \d+|home|e-?paper",
    ),
    # 'Home  News  Sport': the sections of a site in a row.
    _rule("page menu", rf"(?:{_SECTIONS})(?:[ \t|·•/>,-]+(?:{_SECTIONS})){{1,}}"),
    _rule(
        "section label",
        r"(?-i:[A-Z][A-Z &-]{2,24}(?: / [A-Z][A-Z &-]{2,24})+)"
        r"|(?:all|world|international|national|nation|domestic|politics|business|economy|opinion|sports?"
        r"|asia|africa|europe|middle east|americas?|region|local|news|top (?:news|stor(?:y|ies))"
        r"|breaking news|latest(?: news)?|headlines?)(?: news)?",
        "head",
    ),
    _rule(ADVERTISEMENT, r"advertisements?|\(?ad\)?|sponsored(?: content)?|promoted(?: content)?"),
    _rule("number alone", r"\d{1,3}"),
    _rule(ELSEWHERE, r"(?:read|see) also\b(?:.{0,160}[^.!…])?"),
    _rule(
        ELSEWHERE,
        r"(?:read|see|watch)(?: also| more| full| next| here)? ?[:|].{0,200}"
        r"|(?:also|must) (?:read|watch|see) ?[:|]?.{0,200}|read more"
        r"|related (?:article|story|stories|video|gallery)\b ?[:|]?.{0,200}"
        r"|continue reading|click here\b.*|(?:what['’]?s )?trending (?:right |just )?now ?:?"
        r"|(?:related|recommended|trending|most (?:read|popular|viewed)|more)"
        r"(?: (?:articles?|stor(?:y|ies)|news|topics?|posts?|content|coverage|for you|now))?:?"
        r"|(?:related|recommended|more) ?:.{0,200}"
        r"|you (?:may|might) (?:also )?(?:like|be interested)\b.*"
        r"|(?:previous|next) (?:article|story|post)\b.{0,150}"
        r"|(?:recommended|related|top|more|other|popular|featured|latest"
        r"|editors?['’]? picks?|don['’]t miss)"
        r" (?:stories|articles|news|reading|videos?|coverage|links|from .{2,40})",
    ),
    _rule(
        OFFER,
        rf".{{0,160}}\b(?:{DIALOG_SAYS}|invalid e-?mail address)\b.{{0,160}}",
    ),
    _rule(
        OFFER,
        r"(?:sign up|subscribe|register) (?:for|to)\b.{0,80}\b(?:newsletters?|alerts?|updates|news"
        r"|channel)\b.{0,80}"
        # In a sentence of its own, whatever the others of the line say of the letter.
        r"|(?=.{0,280}\bnewsletters?\b)(?:.{2,220}[.!?:] )?(?-i:Sign [Uu]p|Subscribe)\b.{0,250}"
        r"|.{0,100}\bnewsletter (?:brings|gives|sends|delivers|tells) you\b.{0,200}"
        r"|(?:you(?:['’]ve| have) )?(?:successfully )?subscribed(?: to (?:this|our|the) .{2,60})?"
        r"[.!]?"
        r"|(?:and |I )?agree to receive .{0,60}\b(?:communications?|e-?mails?|offers|messages"
        r"|information)\b.{0,220}"
        r"|I understand that I (?:may|can) (?:repeal|revoke|withdraw) my consent\b.{0,80}"
        r"|.{0,60}\bsign up for (?:our|the) (?:[\w’'-]+ ){0,3}newsletters?\b.{0,200}"
        r"|all newsletters(?: from .{2,40})?"
        r"|readers .{2,60} can (?:sign up|subscribe) (?:here|via|at)\b[^.]{0,60}\."
        r"|those .{2,60} can sign up (?:here|via|at)\b[^.]{0,60}\."
        r"|(?:download|get) (?:the|our)\b.{0,40}\bapp\b.{0,80}"
        r"|(?:catch|get) (?:all )?the latest (?:news|updates)\b.*",
    ),
    _rule(
        OFFER,
        r"like this (?:article|story)\?|(?:nice! )?like us on facebook\b.{0,100}"
        r"|if you (?:enjoyed|liked|like) this (?:article|story|post|piece)\b.{0,200}"
        r"|breaking news emails?"
        r"|get .{0,80}\b(?:in your (?:inbox|(?:facebook )?news ?feed)|to your (?:inbox|e-?mail)"
        r"|delivered (?:daily|weekly|weekday|every)\b).{0,120}"
        r"|.{0,160}\b(?:delivered|straight|directly|sent) (?:right )?to your (?:inbox|e-?mail)\b"
        r".{0,80}"
        r"|(?:please )?enter (?:your|a valid) e-?mail\b.{0,100}"
        r"|by (?:submitting|signing up|clicking|entering|subscribing|registering)\b.{0,200}"
        r"\b(?:terms|privacy|agree)\b.{0,120}|privacy notice: .{0,250}"
        r"|you (?:can|may) (?:unsubscribe|opt[- ]out)\b.{0,100}"
        r"|subscribe to .{2,60} (?:and (?:stay|get|never|enjoy)|for (?:just|only|free|unlimited))\b"
        r".{0,120}",
    ),
    _rule(
        "note on what the page earns",
        r".{0,200}\b(?:we|us|(?-i:[A-Z])\w+|site) (?:may|might) (?:also )?(?:earn|receive|get)"
        r" (?:an? )?(?:small |affiliate )*(?:commission|compensation|share of)\b.{0,200}"
        r"|sometimes we include links to .{0,200}",
    ),
    _rule(
        "address for readers",
        r"report this comment.{0,100}|post a comment about this story.{0,60}"
        r"|if you have (?:a|any) (?:questions?|comments?|story|tips?|information)\b.{0,160}"
        r"\b(?:submit|e-?mail|contact|call|write to|let us know)\b.{0,100}"
        r"|(?:do you have|got) a (?:story|tip|news tip)\b.{0,200}"
        r"|to contact the (?:reporter|editor|author|writer)s? .{0,200}"
        r"|(?:contact|e-?mail|write to) the (?:reporter|editor|author|writer|journalist)s?\b"
        r"[^\"“”]{0,100}"
        r"|(?:contact|e-?mail|reach) (?-i:[A-Z])[^\"“”]{2,60}? (?:at|on|via|by)\b[^\"“”]{0,40}"
        r"(?:@|\[e-?mail|\[phone|\d{3})[^\"“”]{0,80}"
        r"|(?-i:[A-Z])[^\"“”]{2,60} (?:can be|may be|is) reach(?:ed|able) (?:at|on|via|by)\b"
        r"[^\"“”]{0,30}(?:@|\[e-?mail|\[phone|\d{3})[^\"“”]{0,60}"
        r"|[^\"“”]{0,220}\b(?:contact|e-?mail|reach|write to) us (?:at|on|via)\b[^\"“”]{0,80}"
        r"(?:@|\[e-?mail|\[phone)[^\"“”]{0,120}"
        r"|send (?:us )?your (?:story ideas|news tips?|tips|stories|pictures|photos|videos)\b"
        r".{0,120}"
        r"|(?:we pay for videos too|click here to upload yours)[ .]*",
    ),
    _rule(
        GOES_ON,
        r"this is a (?:breaking|developing) (?:news )?story\b.{0,120}"
        r"|(?:more|further)(?: details| updates?| information)? (?:to follow|follows)"
        r"(?: soon)?[ .…]*"
        r"|(?:this|the) (?:story|article|page|report) (?:is being|will be) updated\b.{0,100}"
        r"|(?:please )?check back (?:for (?:more|updates)|soon|later)\b.{0,80}"
        r"|updates? below[ .…]*",
    ),
    # What was put right, and what an earlier version had said.
    _rule(
        CORRECTION,
        rf"this {_PIECE}(?: and (?:its )?headline)? (?:has|have|was|were)(?: since)?(?: been)?"
        r" (?:updated|corrected|amended|revised|clarified|edited)\b.{0,400}"
        rf"|this {_PIECE} (?:has |had )?(?:originally|previously|initially|earlier|incorrectly"
        r"|wrongly|mistakenly|erroneously)"
        r" (?!appeared|published|ran\b|posted|written|commissioned|produced).{0,400}"
        rf"|this {_PIECE} mis(?:stated|spelled|spelt|identified|attributed|quoted|represented)\b"
        r".{0,400}"
        rf"|(?:an? |the )?(?:earlier|previous|original|prior) versions? of (?:(?:this|our) {_PIECE}"
        r"|the (?:story|article))\b.{0,400}"
        rf"|(?:corrections?|clarifications?)(?:,? [^:;“”\"]{{3,30}})? ?: .{{0,400}}",
    ),
    _rule("disclaimer", r"disclaimers?(?: ?:.{0,280})?", "foot"),
    _rule(
        "note on the transcript",
        r"the authoritative record of .{2,60} is the audio record\.?"
        r"|.{0,30}transcripts are (?:created|prepared|produced|generated|typed)"
        r" (?:on|by|using|with)\b.{0,220}"
        r"|this is (?:a rush|an? (?:un(?:edited|corrected)|automated|machine)[\w -]{0,30}"
        r"|a (?:lightly )?edited) transcript\b.{0,150}"
        r"|(?:this|the) (?:text|copy|transcript) (?:may|might) (?:not be|contain|be updated)"
        r"\b.{0,120}"
        r"|accuracy and availability (?:of .{2,40} )?may vary\.?"
        r"|(?:visit|see) (?:our|the) \S{0,30} ?terms of use\b.{0,120}"
        r"|(?:end of )?(?:rush )?transcript[.:]?",
    ),
    _rule(
        ELSEWHERE,
        r"(?:go to|visit) (?:\S+\.(?:com|org|net|co\.\w\w)\S*|our (?:web)?site) for"
        r" (?:more|all|the latest)\b[^.!?]{0,100}\.?"
        r"|for more (?:\S+ ){1,12}(?:follow us|visit|go to)\b.{0,100}"
        r"|(?-i:(?:The )?[A-Z])[\w ]{2,40} explains(?:\.{3}|…)",
    ),
    # German pages of English copy.
    _rule(ADVERTISEMENT, r"anzeige:?"),
    _rule("note on where it was first published", r"(?:den|der) originalartikel\b.{0,250}"),
    _rule(
        ELSEWHERE,
        r"read (?:more|on) (?:from|by|about) [^.!?]{2,60}:|learn more about (?:our|how we) .{2,60}"
        r"|[\[(](?:related|read|see|watch|more)(?: more| also)?: .{0,200}[\])]"
        r"|(?:related |more |full )?story: .{5,150}",
    ),
    # 'Harbour fire:Crews find two boats adrift', the link's own words run into their label.
    _rule(ELSEWHERE, r"(?-i:[A-Z‘“][^:.!?\"“”]{4,70}:[A-Z‘“][^:.!?]{14,160})"),
    # '[Why the strait freezes in March]', as some papers print links within an article.
    _rule(ELSEWHERE, r"(?-i:\[[A-Z‘“](?=[^\[\]]*[a-z]))[^\[\]]{9,110}[^\[\].!…]\]"),
    _rule("line between sections", r"(?:_|[^\w\s]){1,40}(?: (?:_|[^\w\s]){1,40}){0,9}"),
    _rule(ELSEWHERE, r"online:", "foot"),
    _rule("appeal to readers", r".{0,90}\bwe have a small favou?r to ask\b.{0,200}"),
    _rule("note on the article's age", r"this article is more than \d+ (?:year|month)s? old\.?"),
    _rule("tags", r"(?:#\w+[\s,]*)+|(?:key ?words?|tags?):?"),
    _rule("tags", r"(?:tags?|topics?|keywords?|filed under|categor(?:y|ies)|posted in) ?:.{0,200}"),
)
