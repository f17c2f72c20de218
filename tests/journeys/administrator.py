"""What an administrator does with a page, told once for all journeys."""

import re
from dataclasses import dataclass

from playwright.sync_api import FilePayload, Page, expect

from tests.journeys.author import PATIENCE
from tools.site import DEMO_PASSWORD

COURSE = "safe-every-day"
PEOPLE = """\
Name,E-mail,Country
សុខ {tag},{tag}@rows.example,KH
Nobody,no-address-at-all,XX
"""
LEARNERS = """\
Name,E-mail,Deadline
សុខ {tag},{tag}@rows.example,
Nobody,nobody@rows.example,
"""


@dataclass
class Administrator:
    """An administrator of the Academy at a browser; their pages are in English."""

    page: Page
    tag: str
    """What tells their things from those of another journey."""

    def sign_in(self) -> None:
        """Become the administrator of the demo people."""
        self.page.goto("/en/login")
        self.page.locator("#login").fill("admin@academy.example")
        self.page.locator("#password").fill(DEMO_PASSWORD)
        self.press("Sign in")
        self.page.wait_for_url("**/learn/**")

    def press(self, words: str) -> None:
        """Press the button that bears these words."""
        self.page.locator("main").get_by_role("button", name=words, exact=True).first.click()

    def make_cohort(self, entry: str) -> str:
        """Make a cohort that learners come into in some way; return its address."""
        name = f"{entry} {self.tag}"
        self.page.goto("/en/admin/cohorts/new")
        self.page.locator("#course").select_option(value=COURSE)
        self.page.locator("#organisation").select_option(index=1)
        self.page.locator("#name").fill(name)
        self.page.locator("#ends_at").fill("2100-01-31T17:00")
        self.page.locator("#entry").select_option(value=entry)
        self.press("Make the cohort")
        expect(self.page.get_by_role("heading", level=1)).to_have_text(name)
        return self.here()

    def here(self) -> str:
        """Return where the page is, for any language."""
        return re.sub(r"^.*?/en/", "/{lang}/", self.page.url.partition("#")[0])

    def first(self, start: str) -> str:
        """Return the first address in the page that begins so, for any language."""
        link = self.page.locator(f"main a[href*='{start}']").first
        return str(link.get_attribute("href")).replace("/en/", "/{lang}/")

    def send(self, name: str, rows: str) -> None:
        """Send a file of people with the form on the page."""
        sent: FilePayload = {"name": name, "mimeType": "text/csv", "buffer": rows.encode()}
        self.page.locator("#file").set_input_files(sent)
        self.press("Look at the file")
        self.arrive("What the columns are")

    def arrive(self, heading: str) -> None:
        """Wait until a job has led to the page with this heading."""
        expect(self.page.get_by_role("heading", level=1)).to_have_text(heading, timeout=PATIENCE)


def cohorts(admin: Administrator) -> list[str]:
    """Make cohorts with a code, a request and one of the `people`; return their pages."""
    page, asked = admin.page, admin.make_cohort("approval")
    page.goto(f"/en/courses/{COURSE}/cohorts")
    page.locator("article").filter(has_text=f"approval {admin.tag}").get_by_role("button").click()
    invited = admin.make_cohort("invitation")
    admin.press("Make a code")
    code = admin.first("/invitations/")
    page.goto(code.format(lang="en"))
    joining = "/{lang}" + admin.first("/join/").partition("/{lang}")[2]
    page.goto(f"{invited.format(lang='en')}/enrol")
    admin.send("learners.csv", LEARNERS.format(tag=admin.tag))
    columns = admin.here()
    page.locator("#reason").fill("The rains")
    admin.press("See what it would do")
    admin.arrive("What the file would do")
    rows = admin.here()
    admin.press("Enrol them")
    admin.arrive("What came of the file")
    done = admin.here()
    page.goto(invited.format(lang="en"))
    seat = admin.first("/seats/")
    more = [f"{invited}/change", f"{invited}/enrol"]
    return [asked, invited, *more, code, joining, columns, rows, done, seat]


def people(admin: Administrator) -> list[str]:
    """Send a file of people; return its pages, those of a person and of an organisation."""
    page = admin.page
    page.goto("/en/admin/people/import")
    admin.send("people.csv", PEOPLE.format(tag=admin.tag))
    page.locator("#home").select_option(index=1)
    columns = admin.here()
    admin.press("See what it would do")
    admin.arrive("What the file would do")
    rows = admin.here()
    admin.press("Take them in")
    admin.arrive("What came of the file")
    done = admin.here()
    page.goto("/en/admin/people?text=learner@academy.example")
    one = admin.first("/admin/people/0")
    page.goto(f"{one.format(lang='en')}/merge?q={admin.tag}@rows.example")
    plan = admin.first("/merge?other=")
    page.goto("/en/admin/organisations")
    place = admin.first("/admin/organisations/0")
    own = [one, *(f"{one}/{name}" for name in ("edit", "merge", "data", "consents", "erase"))]
    return [columns, rows, done, *own, plan, place, f"{place}/new"]


def reports(admin: Administrator) -> list[str]:
    """Save a report, have it sent, and have a file made; return their pages."""
    page = admin.page
    page.goto("/en/admin/reports/saved/new?country=KH")
    page.locator("#name").fill(f"Cambodia {admin.tag}")
    admin.press("Save")
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Cambodia {admin.tag}")
    saved = admin.here()
    admin.press("Send me letters")
    page.goto("/en/admin/reports/completions?as_of=2026-01-31")
    admin.press("Make the file")
    admin.arrive("Completion report")
    return [saved, admin.here()]
