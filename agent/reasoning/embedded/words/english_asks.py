"""How English questions ask for each kind of answer: patterns, to be read without regard to case."""

_UNITS_OF_TIME = r"(?:business |working )?(?:days?|hours?|hrs|minutes?|mins?|weeks?|months?|years?|yrs)\b"
_LASTING = r"(?:warrant|guarant|deliver|ship|process|return|refund|valid|good|lesson|class|session|course|trip)"
"""What lasts; of other things their length is asked (how long is the rod)."""
_NO_STUFF = (
    r"(?:is|are|was|for|to|do|does|did|per|if|will|would|can|should|the|it|an?|this|that|these|those|extra|more|money|"
    r"deposit|discount|shipping|postage|off|each|of|in|on|by|u|i)\b"
)
_STUFF = rf"(?!{_NO_STUFF})[a-z]+"
"""After how much: the water, not what it costs."""
_SITE = (
    r"(?:(?:the|your|ur|u|you|this|a)\s*)*"
    r"(?:(?:store|shop|branch|outlet|showroom|salon|studio|clinic|office|hotel|warehouse|located|based|at)\b|\s*\??\s*$)"
)

CLOCK = r"what time|(?:opening|business|store) hours|when .*(?:open|close)|till when"
WEEKDAY = r"which days?\b"
_HOW_LONG = rf"how long(?! (?:is|are)\b)|how long (?:is|are)\b.*\b{_LASTING}"
TIME = rf"when\b|how (?:soon|quickly)|{_HOW_LONG}|how many {_UNITS_OF_TIME}"
PAYER = (
    r"who(?:'s)? (?:pays?|paying|covers?)|pay for (?:the )?(?:return|shipping|postage)|at (?:my|whose) (?:own )?cost"
)
MONEY = rf"how much(?! {_STUFF})|how expensive|price|costs?\b|fees?\b|postage|(?:sur|extra )charge"
MEASURE = (
    r"how (?:big|heavy|tall|long|large|many|thick|thin|deep|wide|high|far|fast|loud|hot|old|often|strong|bright)\b|"
    rf"how much {_STUFF}|size|weight|length|height|width|diameter|wattage|voltage|capacity"
)
PLACE = (
    rf"where(?:'s| is| are| r)? {_SITE}|where\s*\?*\s*$|"
    r"where (?:can|do|could|should) (?:i|we) (?:pick|collect|come|go|try|buy)|"
    r"(?:your|ur|store|shop) (?:address|location)|located"
)
STEPS = r"how (?:do|can|to|should|2)\b"
CAUSE = r"why\b|what does .* mean|what(?:'s|s)? (?:is )?wrong"
LIST = r"which\b|what .*(?:included|methods|options)|what colou?rs|what(?:'s|s)? (?:comes|is|in)\b.*\b(?:in|with)\b"
WHAT = r"what\b"
POLAR = (
    r"^(?:can|could|do|does|did|is|are|was|will|would|should|may|am|has|have|any)\b|"
    r"\b(?:ok|okay|allowed|possible|included|refundable|returnable|covered|available|normal|safe)\s*\?+\s*$"
)
