"""What may stand on a page: the allow-lists of `sitecheck`.

A new element or attribute in a template belongs here too, once somebody has asked what it lets content do. There is
no way for frames, plug-ins, handlers, inline styles or scripts, or anything that is loaded from elsewhere.
"""

HREF_SCHEMES = frozenset({"http", "https", "mailto", "webcal"})
"""Schemes a reader may be led to. What a page loads by itself comes from the site, by a relative address."""

META_HTTP_EQUIV = frozenset({"content-security-policy", "refresh"})

DATA_BLOCKS = frozenset({"application/json", "application/ld+json"})
"""Types of `<script>` without `src`: data, which no browser runs."""

GLOBAL_ATTRIBUTES = frozenset(["class", "dir", "hidden", "id", "lang", "role", "tabindex", "title", "translate"])
GLOBAL_PREFIXES = ("aria-", "data-")

_HTML = """
html
head
title
meta charset name content property http-equiv media
link rel href type sizes media hreflang title as color
script src defer type
noscript
template
body
header
footer
main
nav
aside
section
article
search
h1
h2
h3
h4
h5
h6
hgroup
p
div
span
br
wbr
hr
a href rel type hreflang download target
strong
em
b
i
u
s
small
sub
sup
mark
abbr
cite
dfn
code
pre
kbd
samp
var
q cite
bdi
bdo
ruby
rt
rp
time datetime
data value
del cite datetime
ins cite datetime
blockquote cite
ol start type reversed
ul
li value
dl
dt
dd
figure
figcaption
img src srcset sizes alt width height loading decoding
picture
source srcset src type media sizes width height
table
caption
colgroup span
col span
thead
tbody
tfoot
tr
th scope colspan rowspan abbr headers
td colspan rowspan headers
details open name
summary
dialog open
form action method autocomplete novalidate
fieldset disabled name form
legend
label for
input type name value placeholder list checked disabled readonly required autocomplete spellcheck min max size
button type name value disabled popovertarget
select name disabled multiple size autocomplete
optgroup label disabled
option value selected disabled label
datalist
output for name
progress value max
meter value min max low high optimum
"""

_SVG_ELEMENTS = """
svg g a defs symbol use title desc text tspan path rect circle ellipse line polyline polygon
marker pattern mask clippath lineargradient radialgradient stop
"""

_SVG_ATTRIBUTES = """
xmlns xmlns:xlink version viewbox preserveaspectratio focusable width height x y x1 x2 y1 y2 dx dy cx cy r rx ry d
points pathlength transform href fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-dasharray
stroke-dashoffset stroke-linecap stroke-linejoin opacity vector-effect shape-rendering clip-path clip-rule mask
text-anchor dominant-baseline alignment-baseline textlength lengthadjust font-size font-weight font-style font-family
letter-spacing rotate marker-start marker-mid marker-end refx refy markerwidth markerheight markerunits orient
gradientunits gradienttransform spreadmethod offset stop-color stop-opacity patternunits patterncontentunits
patterntransform maskunits maskcontentunits clippathunits
"""


def _attributes_by_element() -> dict[str, frozenset[str]]:
    rows = (line.split() for line in _HTML.strip().splitlines())
    allowed = {name: frozenset(attributes) for name, *attributes in rows}
    svg = frozenset(_SVG_ATTRIBUTES.split())
    return allowed | {name: allowed.get(name, frozenset()) | svg for name in _SVG_ELEMENTS.split()}


ATTRIBUTES = _attributes_by_element()
"""The attributes of every element that may stand on a page, beside the global ones; names in lower case."""
