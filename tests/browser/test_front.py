"""The first page: what a stranger sees, what a finger can do, what a shared link shows; the leaflet on two pages."""

import re
import zipfile

import leaflet
import matplotlib.image
import pytest
from conftest import ROOT
from coursebook import front, lessons

SCREENS = [(390, 664), (1280, 720)]


@pytest.mark.parametrize(("width", "height"), SCREENS)
def test_the_first_screen_says_what_for_whom_how_long_and_has_a_picture_to_touch_and_three_doors(visit, width, height):
    page = visit("index.html", width=width, height=height)
    page.wait_for_selector(".painlab-emblem input")
    for what in page.locator("h1, .lead, .painlab-emblem svg, .painlab-emblem input[type=range], .doors a").all():
        box = what.bounding_box()
        assert box["y"] >= 0 and box["y"] + box["height"] <= height, what
    said = page.locator(".lead").inner_text()
    assert "free course on nerve pain" in said and "For those who" in said and "Ten minutes" in said
    assert page.locator(".doors a").all_inner_texts() == ["I have pain", "I study", "I teach"]
    assert page.get_by_text("Education, not medical advice.").is_visible()


def test_one_touch_of_the_slider_is_felt_and_no_form_stands_before_it(visit):
    page = visit("index.html", width=390, height=664, touch=True)
    slider = page.get_by_role("slider")
    before = page.get_by_role("status").first.inner_text()
    box = slider.bounding_box()
    page.touchscreen.tap(box["x"] + 5, box["y"] + box["height"] / 2)
    assert page.get_by_role("status").first.inner_text() != before
    assert page.locator("main form, main input:not([type=range]):visible").count() == 0


@pytest.mark.parametrize("door", range(3))
def test_each_door_leads_to_a_page_whose_first_screen_speaks_to_who_entered(visit, door):
    page = visit("index.html", width=390, height=664)
    page.locator(".doors a").nth(door).click()
    page.wait_for_load_state()
    shown = page.locator("article h1").inner_text().rstrip("#")
    assert shown == ["If you have pain", "Reading paths", "For instructors"][door]


def test_every_person_of_the_first_page_has_a_face_with_a_name(visit):
    page = visit("index.html")
    names = [words.split(",")[0].split()[0] for words in page.locator(".person strong").all_inner_texts()]
    titles = page.locator(".person svg title").all_text_contents()
    assert names == [title.split(",")[0] for title in titles] and len(names) == 5


def test_a_shared_link_shows_the_emblem(site):
    text = (site / "index.html").read_text(encoding="utf8")
    place = re.search(r'property="og:image" content="([^"]+)"', text)[1]
    assert place.endswith("_static/emblem.png")
    assert matplotlib.image.imread(site / "_static/emblem.png").shape[:2] == (630, 1200)


def test_the_picture_has_every_line_of_the_emblem(tmp_path):
    drawn = list(front.patches(front.drawing()))
    shapes = re.findall(r"<(?:path|circle|ellipse)\b(?![^>]*data-way)", front.drawing())
    assert len(drawn) == len(shapes)
    for path, _, moved in drawn:
        points = moved.transform(path.vertices)
        assert points.min() >= -1 and points[:, 0].max() <= 640


def test_a_path_of_svg_becomes_the_same_points():
    path = front.line("M1 2H5V7L0 0C1 1 2 2 3 3Z")
    assert path.vertices.tolist() == [[1, 2], [5, 2], [5, 7], [0, 0], [1, 1], [2, 2], [3, 3], [1, 2]]


def test_the_leaflet_prints_on_two_pages(site):
    file = leaflet.write(site)
    assert len(re.findall(rb"/Type\s*/Page\b", file.read_bytes())) == 2


def test_the_leaflet_names_the_book_and_the_packages_do(site):
    said = (site / "book/leaflet.html").read_text(encoding="utf-8")
    assert f"{lessons.book_title()}, a free course on nerve pain" in said
    package = zipfile.ZipFile(next(site.rglob("course.imscc"))).read("imsmanifest.xml").decode()
    assert lessons.book_title() in package


def test_the_leaflet_has_room_for_the_five_things_of_the_chapter():
    chapter = (ROOT / "book/sensitization/diagnosis.ipynb").read_text(encoding="utf8")
    things = re.findall(r'"\*\*\d\. ([^*]+?)\.\*\*', chapter)
    boxes = re.search(r"```\{leaflet\}\n(.*?)```", (ROOT / "book/leaflet.md").read_text(encoding="utf8"), re.S)[1]
    mine = [line.split(" | ")[0] for line in boxes.strip().split("\n")]
    same = [thing.lower().replace("your", "my").replace("you ", "i ") for thing in things]
    assert [one.lower().replace("from me", "from i").replace("me,", "i,") for one in mine][:4] == same[:4]
    assert len(mine) == len(things) == 5
