# The words of the pages in English. Every message here has to be in the other languages too.

## Frame
site-description = What each State's cybercrime law covers, since when, by which provision, and how we know.
skip-to-content = Skip to the content
nav-label = Site
nav-matrix = Matrix
nav-world = World
nav-jurisdictions = Jurisdictions
nav-compare = Compare
nav-instruments = Instruments
nav-questions = Questions
nav-query = SPARQL
nav-about = About the data
search-label = Search laws, sections, concepts
search-button = Search
language-label = Language
labels-only-note = Legal terms and names are in this language; the other words of the pages are in English so far.
also-as = This answer as
data-version = Data version { $version }
permalink = Link to this page as of its day
cite = How to cite
about-link = Method and sources
not-advice = Not legal advice. Read the section before you rely on it; every answer names it.
back-to-start = Back to the start

## Start
start-title = The world's cybercrime law, compared element by element
start-lead = Which part of what a convention asks for does a State's law in force on a given day meet, by which provision, under which conditions, and how do we know?

## What is shown everywhere
jurisdiction = Jurisdiction
topics = Topics
show = Show
as-of-label = As of
against-label = Against
topic-label = Topic
group-label = Group
group-all = All States
party-label = Party status
party-any = Any
party-bound = Bound
party-signed = Signed or bound
sort-label = Order
sort-region = By region
sort-name = By name
sort-covered = Most covered first
sort-column = By column { $column }
sort-region-then = By region; in each: { $by }
sort-back = Back to the order by name
sorted-by = In the order of one column, { $column }: full, partial, none found, unknown last, since what nobody looked for is not absent. Equals stand by name.
about-column = about it
all-label = Also States whose law was not read yet
filter-label = Filter rows
status-full = full
status-partial = partial
status-none = none found
status-unknown = unknown
law-full = has law
law-partial = has some law
law-none = none found
law-unknown = unknown
standing-bound = Bound by the instrument
standing-consented = Has consented to be bound
standing-signed = Has signed
standing-left = No longer bound
standing-before = Not yet, on that day
standing-short-bound = party
standing-short-consented = consented
standing-short-signed = signed
standing-short-left = left
standing-short-before = later
editorial-key = rests in part on knowledge not checked against a text
not-read-yet = nobody has read this State's law here yet: all of it is unknown
same-rows = The same rows, to recompute:
show-them = Show them

## Matrix
matrix-title = Coverage: { $against }
matrix-lead = Each cell says how far the law in force on the day meets what the article asks for. A cell opens its reasons.
matrix-lead-topics = Each cell says whether law on the topic was found. That there is law says nothing of what it covers; a cell opens it.
matrix-caption = { $against }, as of { $day }
matrix-empty = No jurisdiction fits these choices.
matrix-left-out = { $count ->
    [one] One State of this selection is not shown, because nobody has read its law here yet.
   *[other] { $count } States of this selection are not shown, because nobody has read their law here yet.
}
sum-full = In full

## Coverage with its reasons
coverage-title = { $place }: coverage of { $against }
since-day = since { $day }
party-details = what it did, and its reservations
party-not-recorded = Nothing is recorded here of whether it is a party.
to-gaps = What is missing, and whose law could serve as a model
to-profile = Profile of the jurisdiction
what-it-asks = What the article asks for
weakest-basis = Weakest basis
basic-maximum = Basic maximum
months = { $count ->
    [one] 1 month
   *[other] { $count } months
}
nobody-looked = Nobody has searched this law for the article's topics yet. Nothing is claimed.
looked-found-none = The texts named in the survey were searched, and nothing was found.
review-disputed = Disputed: a second reader saw it otherwise; the note says how.
review-stale = Stale: the law is known to have changed since the text that was read.
penalty = Penalty
raised-tiers = Raised
in-force = In force
norm-details = all that is said of it
state-missing = Missing ({ $count })
state-near = Not reached: the nearest law falls short ({ $count })
state-conditional = Only under conditions beyond the article ({ $count })
state-unknown = Not searched ({ $count })
state-reserved = Removed for this party by a reservation ({ $count })
state-met = Met ({ $count })
optional = optional
only-if = Only if
reservable = a reservation could allow it
asked-for = asked for
given = given
over-broad = Over-broad: the article also demands
uses-permission = uses a permitted restriction
searched-on = searched on { $day }
also-on-topic = Also on the topic
sources-read = Texts that were read ({ $count })
read-on = read on { $day }
reading-details = reading
articles = Articles
basis-primary-text = primary text
basis-official-translation = official translation
basis-official-summary = official summary
basis-secondary = secondary source
basis-editorial = from memory, not checked against a text
penalty-life = imprisonment for life
penalty-no-prison = no imprisonment
penalty-range = { $min } to { $max } months
penalty-up-to = up to { $max } months
penalty-at-least = at least { $min } months
penalty-fine = fine up to { $amount } { $unit }
penalty-fine-unlimited = fine without a maximum
penalty-legal-person = for legal persons
penalty-not-read = not stated, or not read

## Gaps
gaps-title = { $place }: gaps against { $against }
gaps-met = { $met } of { $all } requirements are met without condition. The others:
article = Article
all-articles = All articles
requirement = Requirement
state = State
why = Why
nearest = Nearest provision
models = Law that meets it
more-models = { $count } more
no-model = none of those read
gap-missing = missing
gap-near = not reached
gap-conditional = conditional
gap-unknown = not searched
nobody-looked-short = nobody has looked yet

## Comparison
compare-title = Compare jurisdictions and instruments
compare-lead = Choose two to six sides: jurisdictions, instruments, or both; and topics if you like. The address of the page keeps your choice.
compare-empty = Nothing that was read of them is on these topics, on that day.
side-number = Side { $number }
all-topics = All topics
only-differing = Only topics that differ
differs-key = those that have something on the topic differ
compared-unknown = unknown: not searched, or not read
compared-blank = empty: it says nothing of the kind
elsewhere-key = not on this very topic, but on a wider or narrower one
compared-reservable = a party may reserve it away
element = Element
provisions = Provisions
only-numbers = { $numbers } only
basic-penalty = Basic penalty

## One thing
topic-world = Where there is law on it: the world
topic-adoption = Its adoption over the years
topic-compare = Compare jurisdictions and instruments on it
norm-number = Norm { $number }
not-in-force = not in force
not-in-force-on = Not in force on { $day }
none-in-force-on = None of its { $count } norms is in force on { $day }
from-day = from { $day } on
until-day = until { $day }
no-commencement = no commencement is recorded
norms-on-day = { $count } of { $all } norms are in force on the day.
bound-on-day = { $count ->
    [one] one jurisdiction is bound on { $day }
   *[other] { $count } jurisdictions are bound on { $day }
}
law-on-day = Law under it on { $day }
law-norms = { $count ->
    [0] No norm that was read is in force on the day.
    [one] One norm is in force.
   *[other] { $count } norms are in force.
}
law-lapsed = { $count ->
    [one] One other is not.
   *[other] { $count } others are not.
}
law-note = Norms whose topic or element is this concept or a narrower one. Law that nobody read is not among them.
law-asked = What instruments ask
instrument-since = in force since { $day }
instrument-undated = its entry into force is not recorded
said-of-it = What is said of it
points-to-it = What points to it
derived-of-it = What was derived
derived-note = Derived from elements by the rules, not typed in.
property = Property
value = Value
where = File and line
of = Of
more-values = and { $count } more

## Jurisdictions
jurisdictions-title = Jurisdictions
places-read = Law that was read ({ $count })
places-unread = Law not read yet ({ $count })
places-unread-note = Named, and placed in their groups; party status is recorded where a source was found. All of their law is unknown here.
place-not-read = Nobody has read the law of this jurisdiction here yet. All of it is unknown; nothing is claimed to be missing.
member-of = Member of
norms-in-force = norms in force on the day
acts-read = acts and judgments
texts-read = texts that were read
on-this-page = On this page
coverage-heading = Coverage
powers-heading = Powers and safeguards
acts-heading = Acts
timeline-heading = What changed when
surveys-heading = What was searched
weak-heading = Weak spots
sources-heading = Sources and their age
instrument = Instrument
not-recorded = not recorded
gaps = gaps
no-powers-read = No power was read that is in force on that day.
provision = Provision
power = Power
ordered-by = Ordered by
threshold = Threshold
safeguards = Safeguards
date = Date
act = Act
norms = Norms
timeline-note = Days on which the norms that were encoded began or ceased to have effect. Where a commencement could not be proved, the day is the latest possible one, and the norm's note says so.
timeline-count = { $count } changes
begins = begins
ceases = ceases
no-survey = No search of this law was recorded: where nothing is found, nothing is claimed.
for-days-from = for days from { $day } on
survey-note = Only a topic that was searched can be said to have no law. Everything else that is empty is unknown.
weak-editorial = Norms from memory: { $count }.
weak-disputed = Norms that readers see differently: { $count }.
weak-stale = Norms whose text is known to have changed: { $count }.
weak-oldest = The oldest reading is of { $day }.
list = List

## Instruments
instruments-title = Instruments
instruments-lead = What each instrument asks for, article by article, who is bound by it, and how the instruments answer one another.
to-matrix = Matrix of all jurisdictions
to-world = World picture
concordance = Concordance
compare-it-with = Compare it with a jurisdiction or another instrument
compare-both = The two side by side, element by element
concordance-with = Concordance with { $other }
concordance-title = { $first } and { $second }
concordance-lead = Derived from elements: a requirement is found again where the other instrument asks for the same or for more. No table between instruments was typed in.
second-instrument = With
shared-requirements = Requirements found again
of-all = { $some } of { $all }
without-counterpart = Articles with nothing like them there
articles-count = { $count } articles that ask for something
requirements-count = { $count } requirements
bound-count = { $count } bound
requirements = Requirements
heading = Heading
who-is-party = Who is party
party-note = As recorded from the sources named. A State that is not listed may still be a party: nothing was found.
reservations = Reservations

## Questions
questions-title = Questions
questions-lead = Each question is a query whose text you can read, run with your own values, and take elsewhere.
own-question = Write your own
ask = Ask
question-waiting = Fill in the form to get an answer.
row-count = { $count ->
    [one] 1 row
   *[other] { $count } rows
}
columns = What the columns hold
as-sparql = This answer as SPARQL, with the values bound
open-in-editor = Open in the editor
query-file = The query file
area-coverage = Coverage
area-offences = Offences
area-penalties = Penalties
area-powers = Powers and safeguards
area-treaties = Treaties
area-time = Time
area-sources = Sources
area-ontology = The ontology

## World and time
world-share-title = { $against }: share of articles known to be covered in full
world-share = { $full } of { $all } articles in full
world-level = { $from }–{ $to } %
world-description = One mark for each State, as of { $day }; each leads to its reasons.
world-unknown-note = { $count } are unknown: their law was not read, or not searched for this. That says nothing of their law.
world-borders = Borders as Natural Earth draws them, de facto. They decide no status here.
world-all-articles = All articles: share in full
not-on-map = Not on the map
or-topic = Or a topic
view-label = Picture
view-tiles = Tiles
view-map = Map
as-table = As a table
region = Region
adoption-title = Adoption over the years
adoption-note = How many of the jurisdictions that were read had law on a topic in each year: the earliest norm that was encoded. Older law may exist that nobody read.
topic-number = Topic { $number }
first-day = First day

## Start, further
search-example = illegal access, s 14, 非法访问 …
figure-jurisdictions = jurisdictions read
figure-norms = norms with their elements
figure-instruments = instruments
figure-requirements = requirements
figure-readings = texts that were read
start-questions = Three questions
start-question-gaps = What does Kenya's law lack against the Budapest Convention, and who has it?
start-question-powers = Which powers may be used without a judge?
start-question-region = How do the members of ECOWAS stand to the Malabo Convention?
for-drafters = For those who draft a law
for-researchers = For those who do research
for-harmonisation = For those who bring the laws of a region together
meaning-full = every requirement met
meaning-partial = some met, or under conditions
meaning-none = searched, nothing found
meaning-unknown = not yet searched
since = since { $day }
from-until = from { $from } until { $until }
chart-note = The table below holds the same numbers.
chart-first = The first { $count } of { $all }; the table below holds all.
chart-missing = no number
chart-years-note = Of those in the table below: how many there were by the end of each year.
chart-grid-numbers = In the cells: { $what }.
chart-grid-note = The table below holds the same numbers.
chart-silent = not in the answer: nothing found, or not known
world-share-unknown = {", "}{ $count } unknown
api-title = The API
api-lead = The same answers for programs, as JSON. Everything can be read without a key, from any site. Each answer names the version of the data, the day asked about, and the catalogue query that gives the same rows.
api-operations = Operations
api-parameters = Parameters
api-schemas = Types of the answers
api-name = name
api-kind = kind
api-meaning = meaning
api-example = example
api-required = required
api-optional = may be left out
api-values = { $count } values

## Query page
query-title = Ask in SPARQL
query-lead = Any question that the data can answer. The endpoint is at /sparql and speaks the SPARQL 1.1 Protocol; the prefixes of this project need not be declared.
query-label = SPARQL query
query-keys = Ctrl+Space completes classes, properties, concepts, States and instruments of this graph. Ctrl+Enter runs the query. Tab leaves the editor; Ctrl+] and Ctrl+[ indent.
query-format = Answer as
query-table = a table on this page
query-run = Run
query-stop = Stop
query-plain = Without JavaScript the answer comes in the format chosen: the first four are for SELECT and ASK, the others for CONSTRUCT and DESCRIBE.
query-examples = Examples
query-examples-lead = Each question of the catalogue, with its parameters filled in.
query-running = Running…
query-stopped = Stopped.
query-rows = rows
query-yes = Yes
query-no = No
query-graph = A graph
query-download = Download
query-results = Rows of the answer
query-first = The first { $count } rows are shown; the downloads hold all of them.
query-lost = The endpoint could not be reached.
query-licences = Licences of the editor


## About the data
about-title = About the data
about-lead = What States' law says about cybercrime, taken apart into elements, each statement with the text that was read for it; and what international instruments ask for, in the same elements. Everything that is compared is derived from the two.
about-figure-jurisdictions = jurisdictions whose law was read
about-figure-norms = norms encoded, in force or not
about-figure-instruments = instruments to hold law against
about-figure-requirements = requirements that they make
about-figure-documents = documents read, counted for each jurisdiction
about-figure-statements = statements, { $derived } of them derived
about-how = How it came about
about-how-read = A text was read: an official gazette or edition where there was one, else a copy that was compared with another. What was read, where, on which day, in which state and on which basis is recorded as a reading.
about-how-encode = What a section says was written down as a norm: acts, objects, fault, circumstances, powers, conditions, safeguards, penalties, and the days between which it is in force. Notes are in words of our own; no text of a law is copied.
about-how-search = What was looked for and not found was recorded as a survey. Without a survey nothing is called missing.
about-how-derive = Rules compare norms with requirements. Nobody types in that a State covers an article.
about-how-check = Norms were compared with their text a second time, and what differed was corrected; programs check that every term is declared, every statement has a source, and two independent ways of computing an answer agree.
about-jurisdictions = Whose law was read, and how far
about-jurisdictions-note = “From the text” counts norms that rest on the law's own words or an official translation and on nothing weaker; “from memory” those checked against no text at all; “read twice” those compared with their text a second time.
about-instruments = What law can be held against
about-instruments-note = Requirements “from memory” were written without the text at hand. Their limits are not compared, so nothing can be found to exceed them.
about-bases = What the norms rest on
about-bases-note = Each norm counts once, under the weakest basis that it has. An answer shows the weakest basis of the norms that it rests on.
about-surveys = What was searched
about-surveys-note = A survey says for which topics the law of a jurisdiction was searched. Only a topic that was searched can be said to have no law. The oldest surveys come first.
about-unsearched = Topics of the Budapest Convention on which a jurisdiction's law has no norm and was not searched, so that the answer is unknown: { $count }.
about-oldest = What was read longest ago
about-oldest-note = Law may have changed since. The state of the law that a text shows can be older than the day on which it was read.
about-limits = Limits
limit-unread = All other States are named, and placed in their regions and organisations, but their law was not read: all of it is unknown here.
limit-courts = Case law is there only where a court ended a provision, or where it was come upon. How courts apply a section is not.
limit-practice = Subordinate law, guidelines for prosecution and practice were mostly not read.
limit-federal = Federal States are read at the federal level only.
limit-copies = Many texts were read from copies; each reading says which.
limit-penalties = Penalties are those of the section. General rules that raise, lower or convert them are not applied.
limit-advice = This is not legal advice. Read the section before you rely on it; each answer names it.
about-more = More
column-code = Code
column-name = Name
column-norms = Norms
column-from_the_text = From the text
column-from_memory = From memory
column-read_twice = Read twice
column-documents = Documents
column-topics_searched = Topics searched
column-instrument = Instrument
column-title = Title
column-mandatory = Mandatory
column-optional = Optional
column-basis = Basis
column-jurisdictions = Jurisdictions
column-survey = Survey
column-made = Made on
column-topics = Topics
column-read = Read on
column-reading = Text
column-version = State of the law shown
column-life = life
column-days = days
column-months = months
column-guarantee = guarantee
column-powers = powers that carry it
column-requirements = Requirements
column-concepts = concepts
doc-method = How coverage is derived
doc-note-method = The comparison step by step, and what it cannot say.
doc-data-model = The data model
doc-note-data-model = How text, norm and requirement hang together, with every class and property.
doc-commands = Commands
doc-note-commands = Every command and option of the program.
doc-deploy = Running a server
doc-note-deploy = This site on a machine of your own: behind a proxy, with limits, logs and metrics.
doc-scale = Speed and scale
doc-note-scale = How much faster the index answers than SPARQL, what it costs, and how both grow.
doc-contributing = Contributing
doc-note-contributing = How to correct a law, add one, or add a question.
doc-changelog = Changelog
doc-note-changelog = What changed for those who use the program and the data.

## Codebook
codebook-title = Codebook
codebook-lead = Every class, property and concept with its definition, made from the ontology itself.
ontology-version = Version { $version } of the ontology
book-classes = Classes
book-elements = Elements
book-elements-note = Properties that say what a norm reaches and what holds it back. The way in which an element counts decides how the rules compare it.
book-properties = Other properties
book-values = Values
book-schemes = Concept schemes
book-schemes-note = Each scheme holds one facet. A broader concept includes the narrower ones, and means nothing else.
book-term = Term
book-name = Name
book-under = Under
book-of = Of
book-meaning = Meaning
book-polarity = Counts as
book-primary = decides whether law is related at all
book-silent = narrows nothing where it is not stated
book-value = Value
book-scheme = Scheme
book-concepts = Concepts
book-concept-count = { $count ->
    [one] 1 concept
   *[other] { $count } concepts
}
book-used-by = values of
book-tree-note = What stands further in is included by what it stands under. Definitions are in English.
book-again = told above

## Citation and licences
cite-lead = Name the version of the data: the same version gives the same answers. For an answer, name the day that it is for as well.
cite-data-version = Data version
cite-program-version = Program version
cite-day = Day asked about
cite-data = The data
cite-program = The program
cite-answer = One answer
licences = Licences
licence-data = Corpus, ontology and queries:
licence-program = The program, as you like:
licence-others = Names of States and outlines of countries come from others:
licence-laws = The laws themselves are not reproduced: numbers, titles, dates and amounts are facts, everything else is in words of our own.

## Downloads
download-title = Downloads
download-lead = The whole graph in one file: { $statements } statements, { $derived } of them derived by the rules.
download-note = The whole graph as a file: six formats of RDF, and a table for each class.
download-version = Version of the data:
download-files = Files
download-file = File
download-type = Media type
download-graphs = Graphs
download-graphs-kept = one for each file of the corpus
download-graphs-merged = all in one
download-size = Size
download-sent = As sent, compressed
megabytes = { $count } MB
download-stays = A name with a version always stands for the same bytes. A server has one version; a checkout of the project makes any:

## Search
search-title = Search
search-title-for = Search: { $words }
search-lead = Words in any language, a code, or a citation. Endings, accents and slips of spelling are forgiven; words in double quotes have to stand together.
search-exact = Named so:
search-count = { $count ->
    [0] Nothing was found.
    [one] 1 thing was found.
   *[other] { $count } things were found.
}
search-taken-for = “{ $given }” was also taken for: { $taken }.
search-some-words = Nothing has all the words; these have some of them.
search-ignored = Beyond the most that a search takes, and left out: { $words }.
search-nothing = Nothing here is called so or speaks of it. That says nothing of the law: what was not read cannot be found.
search-narrow = Narrow the search
search-chosen = chosen
search-pages = Pages
search-before = ← Before
search-after = Next →
facet-kind = Kind
facet-jurisdiction = Jurisdiction
facet-instrument = Instrument
facet-topic = Topic
kind-provision = provision
kind-norm = norm
kind-requirement = requirement
kind-instrument = instrument
kind-jurisdiction = jurisdiction
kind-concept = concept
kind-term = term of the ontology
kind-source = text that was read
