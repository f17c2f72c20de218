"""A quiz that people mark: a text, several files, one file."""

QUIZ = """\
title: Show what you can do
pass_mark: 50
attempts: 0
shuffle: false
questions:
  - id: letter
    type: free-text
    text: Write to your neighbours.
    words_least: 3
    words_most: 5
    rubric:
      - id: clear
        text: Is it *clear*?
        levels:
          - {id: a, text: Nobody understands it, points: 0}
          - {id: b, text: Everybody does, points: 3}
    notes: Markers look for the date.
    feedback: {right: They come., wrong: They stay away.}
  - id: photos
    type: file-upload
    text: Photograph your filter.
    extensions: [png, jpg]
    files: 2
    kilobytes: 10
    notes: Markers count three layers.
    feedback: {right: Clear., wrong: Blurred.}
  - id: plan
    type: file-upload
    text: Hand in the plan.
    extensions: [pdf]
    feedback: {right: Good., wrong: Not yet.}
"""
