"""Small packages to test with: one as files, to be broken, and its parts as values."""

# ruff: noqa: E501 - what is written as one line is read as one

from collections.abc import Mapping

from academy.content.model import Feedback, Option, Package, Quiz
from academy.content.questions.single_choice import SingleChoice
from academy.content.reader import read_package

COURSE = """\
id: safe-every-day
track: cybersecurity
level: foundation
language: en
hours: 4
title: Safe every day
summary: Lock your phone.
outcomes:
  - Set a screen lock.
competences: [DigComp 4.1]
modules:
  - id: lock-phone
    title: Lock the phone
    units:
      - {id: screen-lock, kind: lesson, minutes: 15}
      - {id: check, kind: quiz, minutes: 10}
  - id: more
    title: More to read
    units:
      - {id: extra, kind: lesson, minutes: 5, required: false}
completion:
  minimum_score: 70
certificate:
  statement: The holder can protect a phone.
"""

LESSON = """\
# Lock your screen

A lock **keeps** strangers out.[^1] See [more](unit:extra) or [a page](https://example.org/).

![Two keys on a ring](media/keys.svg)

## Which lock?

| Lock | Digits |
|:----:|-------:|
| PIN | 6 |

- Open the `settings`.
- Choose a lock.

::: tip
Test it.
:::

::: warning A code is a *key*
Tell nobody.
:::

::: check Your bank calls. What do you do?
Hang up.
:::

::: fact report-scam
:::

```
lock --now
```

[^1]: Often, at least.
"""

EXTRA = """\
# Extra reading

Read on.
"""

QUIZ = """\
title: Check what you know
intro: Seven questions.
pass_mark: 70
attempts: 3
shuffle: true
questions:
  - id: strongest-lock
    type: single-choice
    text: Which lock is *hardest* to guess?
    options:
      - {id: a, text: "1234", feedback: Anyone tries it first.}
      - {id: b, text: A passphrase, correct: true}
    feedback: {right: Length beats tricks., wrong: "See [the lesson](unit:screen-lock)."}
  - id: good-habits
    type: multiple-response
    marks: 3
    marking: partial
    text: Which habits are good?
    options:
      - {id: a, text: Update, correct: true}
      - {id: b, text: Lock, correct: true}
      - {id: c, text: Share}
    feedback: {right: Good., wrong: Think again.}
  - id: secret
    type: true-false
    text: A bank may ask for your code.
    answer: false
    feedback: {right: Never., wrong: Nobody may.}
  - id: fee
    type: numeric
    text: How much is 0.7 % of 200,000?
    answer: 1400
    tolerance: 0.5
    unit: rupiah
    feedback: {right: Yes., wrong: Divide.}
  - id: trick
    type: short-text
    text: What is the trick called?
    accept: [phishing, a phishing message]
    feedback: {right: Yes., wrong: It sounds like fishing.}
  - id: who
    type: matching
    text: What helps?
    prompts:
      - {id: lost, text: It is lost, option: lock}
      - {id: sold, text: It is sold, option: erase}
    options:
      - {id: lock, text: Lock it}
      - {id: erase, text: Erase it}
      - {id: nothing, text: Do nothing}
    feedback: {right: Yes., wrong: No.}
  - id: first-hour
    type: ordering
    text: What comes first?
    items:
      - {id: stop, text: Stop talking}
      - {id: call, text: Call the bank}
    feedback: {right: Yes., wrong: No.}
"""

SVG = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 280"><rect width="640" height="280"/></svg>"""

KHMER = """\
msgid ""
msgstr ""
"Last-Translator: Sokha\\n"
"Language: km\\n"
"Content-Type: text/plain; charset=UTF-8\\n"

# the title of the course
msgctxt "course"
msgid "Safe every day"
msgstr "សុវត្ថិភាពរាល់ថ្ងៃ"

msgctxt "screen-lock"
msgid "Lock your screen"
msgstr "ចាក់សោអេក្រង់"

msgctxt "screen-lock"
msgid "Choose a lock."
msgstr "ជ្រើសរើសសោ។"

msgctxt "screen-lock"
msgid "Two keys on a ring"
msgstr "កូនសោពីរ"

#, fuzzy
#| msgid "Test it twice."
msgctxt "screen-lock"
msgid "Test it."
msgstr "សាកល្បងពីរដង។"

msgctxt "check"
msgid "phishing"
msgstr "ការបន្លំ | phishing"

#~ msgctxt "screen-lock"
#~ msgid "Long ago."
#~ msgstr "យូរមកហើយ។"
"""

TEXTS: Mapping[str, str] = {
    "course.yaml": COURSE,
    "lessons/screen-lock.md": LESSON,
    "lessons/extra.md": EXTRA,
    "quizzes/check.yaml": QUIZ,
    "media/keys.svg": SVG,
    "locale/km.po": KHMER,
}


def files(changes: Mapping[str, str | bytes | None] | None = None) -> dict[str, bytes]:
    """The package as files; `None` takes a file out."""
    changed: dict[str, str | bytes | None] = {**TEXTS, **(changes or {})}
    return {
        name: text.encode() if isinstance(text, str) else text
        for name, text in changed.items()
        if text is not None
    }


def edited(name: str, old: str, new: str) -> dict[str, bytes]:
    """The package with one edit in one file."""
    assert old in TEXTS[name], f"{old!r} is not in {name}"
    return files({name: TEXTS[name].replace(old, new, 1)})


def package(changes: Mapping[str, str | bytes | None] | None = None) -> Package:
    """The package as a value."""
    return read_package(files(changes))


def edited_package(name: str, old: str, new: str) -> Package:
    """The package after one edit in one file."""
    return read_package(edited(name, old, new))


def tiny_quiz(question: str = "Which?") -> Quiz:
    """A quiz of one question."""
    options = (Option("a", "This", correct=True), Option("b", "That"))
    feedback = Feedback("Yes.", "No.")
    one = SingleChoice(id="one", marks=1, text=question, feedback=feedback, options=options)
    return Quiz("Check", "", 70, 3, shuffle=True, questions=(one,))
