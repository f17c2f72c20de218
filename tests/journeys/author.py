"""What an author and a translator do with a page, told once for all journeys."""

import re
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from babel.messages.pofile import read_po, write_po
from PIL import Image
from playwright.sync_api import FilePayload, Page, expect

from tools.site import DEMO_PASSWORD

SAVED = re.compile("^Saved at ")
PATIENCE = 20_000
TICKED = "x"
"""What is filled into a box or a button of a few."""
_KEPT = re.compile(r"(\]\([^)]*\))")
_BURMESE = str.maketrans("abcdefghijklmnopqrstuvwxyz", "ကခဂဃငစဆဇဈညဋဌဍဎဏတထဒဓနပဖဗဘမယ")


@dataclass
class Writer:
    """Somebody at a browser who works on one course; their pages are in English."""

    page: Page
    course: str

    @property
    def address(self) -> str:
        """Where the course is worked on."""
        return f"/en/teach/courses/{self.course}/"

    def sign_in(self, login: str) -> None:
        """Become one of the demo people."""
        self.page.goto("/en/login")
        self.page.locator("#login").fill(login)
        self.page.locator("#password").fill(DEMO_PASSWORD)
        self.page.locator("main form button").first.click()
        self.page.wait_for_url("**/learn/**")

    def go(self, path: str = "") -> None:
        """Open a page of the course."""
        self.page.goto(f"{self.address}{path}")

    def press(self, words: str) -> None:
        """Press the button that bears these words."""
        self.page.get_by_role("button", name=words, exact=True).first.click()

    def download(self, words: str, path: Path) -> Path:
        """Follow the link that bears these words, and keep what comes."""
        with self.page.expect_download() as caught:
            self.page.get_by_role("link", name=words, exact=True).click()
        caught.value.save_as(path)
        return path

    def told(self, words: str) -> None:
        """Wait until the page says this."""
        expect(self.page.locator("main")).to_contain_text(words, timeout=PATIENCE)


class Author(Writer):
    """An instructor who writes a course."""

    def begin(self, title: str, *, module: str) -> None:
        """Begin the course, from the list of all that are theirs."""
        self.page.goto("/en/teach/")
        self.page.get_by_role("link", name="New course", exact=True).click()
        self.page.wait_for_url("**/teach/new")
        self.page.locator("#title").fill(title)
        expect(self.page.locator("#id")).to_have_value(self.course)
        self.page.locator("#module").fill(module)
        self.press("Begin the course")
        self.page.wait_for_url(f"**{self.address}")

    def bring(self, package: bytes) -> None:
        """Begin the course with a package that was written elsewhere."""
        self.page.goto("/en/teach/import")
        self.send(package)
        self.told("The package is a draft of yours now.")

    def send(self, package: bytes) -> None:
        """Send a package with the form on the page."""
        sent: FilePayload = {"name": "a.zip", "mimeType": "application/zip", "buffer": package}
        self.page.locator("#package").set_input_files(sent)
        self.press("Send the package")

    def describe(self, **words: str) -> None:
        """Fill in the details of the course, by the names of their fields."""
        self.go("details")
        for name, text in words.items():
            self.page.locator(f"#{name}").fill(text)
        self.press("Save the details")
        self.told("Saved. Learners see it once it is published.")

    def add_module(self, title: str) -> None:
        """Put another module at the end of the outline."""
        self.page.get_by_label("Title of a new module").fill(title)
        self.press("Add a module")
        expect(self.page.get_by_role("heading", name=title, exact=True)).to_be_visible()

    def add_unit(self, module: str, title: str, *, kind: str = "Lesson") -> None:
        """Put another lesson or quiz at the end of a module."""
        heading = self.page.get_by_role("heading", name=module, exact=True)
        box = self.page.locator(".module").filter(has=heading)
        form = box.locator("details").filter(has_text="Add a lesson or a quiz")
        if form.get_attribute("open") is None:
            form.locator("summary").click()
        form.get_by_label("Kind").select_option(label=kind)
        form.get_by_label("Title").fill(title)
        form.get_by_role("button", name="Add", exact=True).click()
        expect(box.get_by_role("link", name=title, exact=True)).to_be_visible()

    def open_unit(self, title: str) -> None:
        """Go from the outline to where a unit is written."""
        self.go()
        with self.page.expect_navigation():
            self.page.get_by_role("link", name=title, exact=True).click()

    def write(self, text: str) -> None:
        """Write a lesson in place of the one there is."""
        self.page.locator("#text").fill(text)
        self.keep_lesson()

    def reword(self, old: str, new: str) -> None:
        """Change words of a lesson."""
        area = self.page.locator("#text")
        expect(area).to_have_value(re.compile(re.escape(old)))
        self.write(area.input_value().replace(old, new))

    def put(self, tool: str, words: str) -> None:
        """Put something in at the end of a lesson by the toolbar, and write into it."""
        self.page.locator("#text").press("Control+End")
        self.page.get_by_role("toolbar").get_by_role("button", name=tool, exact=True).click()
        self.page.keyboard.type(words)

    def add_picture(self, name: str, shows: str) -> None:
        """Put a picture in at the end of a lesson, and say what it shows."""
        self.page.locator("#text").press("Control+End")
        self.page.locator("#file").set_input_files(picture(name))
        asked = "Now say, between the brackets, what the picture shows."
        expect(self.page.locator("#state")).to_have_text(asked, timeout=PATIENCE)
        self.page.keyboard.type(shows)

    def keep_lesson(self) -> None:
        """Save a lesson, and wait until the server has said so."""
        self.page.keyboard.press("Control+s")
        expect(self.page.locator("#state")).to_have_text(SAVED, timeout=PATIENCE)

    def ask(self, number: int, kind: str, **fields: str) -> None:
        """Add a question of a type to a quiz, and fill it in; `"x"` ticks a box."""
        self.page.locator(f"button[value='ask:{kind}']").click()
        said = {"feedback__right": "That is right.", "feedback__wrong": "Read it again."}
        self.fill(f"q{number}", **said, **fields)

    def fill(self, question: str, **fields: str) -> None:
        """Fill in fields of a question: `__` stands for the point in their names."""
        for name, text in fields.items():
            field = self.page.locator(f'[id="{question}.{name.replace("__", ".")}"]')
            if text == TICKED:
                field.check()
            elif field.evaluate("field => field.tagName") == "SELECT":
                field.select_option(text)
            else:
                field.fill(text)

    def keep_quiz(self) -> None:
        """Save a quiz, and wait until the server has said so."""
        self.page.keyboard.press("Control+s")
        expect(self.page.locator("#status")).to_have_text(SAVED, timeout=PATIENCE)

    def add_person(self, login: str, role: str) -> None:
        """Let somebody else work on the course."""
        self.go("people")
        self.page.locator("#login").fill(login)
        form = self.page.locator("section").filter(has_text="Add somebody")
        form.get_by_label(role, exact=True).check()
        form.get_by_role("button", name="Add", exact=True).click()
        self.told("Saved.")

    def publish(self, button: str, *, told: str) -> None:
        """Look at what changes for whom, and publish."""
        self.go("publish")
        self.told(told)
        self.press(button)
        self.told("Learners have")


class Translator(Writer):
    """Somebody who brings a course into other languages."""

    def add_language(self, tag: str) -> None:
        """Begin to bring the course into a language."""
        self.go("languages/")
        self.page.locator("select[name=language]").select_option(tag)
        self.press("Add")
        self.page.wait_for_url(f"**/languages/{tag}/")

    def translate_in_a_file(self, tag: str, folder: Path, *, but: str = "") -> None:
        """Take a language away as PO, translate all of it but one unit, and bring it back."""
        self.go(f"languages/{tag}/files")
        path = self.download("Download PO", folder / f"{tag}.po")
        path.write_bytes(translated(path.read_bytes(), tag, but=but))
        self.page.locator("#file").set_input_files(path)
        self.press("See what it changes")
        self.press("Bring this in")
        expect(self.page.locator(".flash")).to_be_visible()

    def translate(self, tag: str, source: str, words: str) -> None:
        """Find a text at the desk, and translate it by hand."""
        self.go(f"languages/{tag}/?q={source}")
        text = self.page.locator("[data-source]", has_text=re.compile(f"^{re.escape(source)}$"))
        box = self.page.locator(".segment").filter(has=text)
        box.locator("[name=text]").fill(words)
        box.locator("[name=text]").press("Control+Enter")
        expect(box.get_by_role("status")).to_have_text("Saved")

    def publish_translation(self, tag: str) -> None:
        """Let learners read the newest words of a language."""
        self.go(f"languages/{tag}/")
        self.press("Publish the translation")
        self.told("Learners read the newest words")


def picture(name: str) -> FilePayload:
    """Return a picture as somebody has it."""
    data = BytesIO()
    Image.radial_gradient("L").resize((800, 600)).convert("RGB").save(data, "PNG")
    return {"name": name, "mimeType": "image/png", "buffer": data.getvalue()}


def said_in(tag: str, source: str) -> str:
    """Return words that pass for a translation: other ones for others, all marks kept."""
    parts = _KEPT.split(source)
    return "".join(part if _KEPT.match(part) else _said(tag, part) for part in parts)


def _said(tag: str, text: str) -> str:
    if tag == "my":
        return text.lower().translate(_BURMESE)
    return re.sub("[a-z]+", lambda word: f"{word[0]}lah", text)


def translated(po: bytes, tag: str, *, but: str) -> bytes:
    """Return a catalogue as another program gives it back: all is translated but one unit."""
    catalogue, written = read_po(BytesIO(po)), BytesIO()
    for message in catalogue:
        if message.id and message.context != but:
            message.string = said_in(tag, str(message.id))
    write_po(written, catalogue)
    return written.getvalue()
