"""Slides of the lessons: from a disk, step by step, with labs that live and a clicker that they do not take. The
page to project, on a phone."""

import pytest
from coursebook import slides
from painlab.lab.lab import load
from painlab.questions.lesson import chapters, lesson
from painlab.questions.quiz import inline
from playwright.sync_api import expect

ONE = lesson("the-gate", 50)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder with the slides of all lessons and the teacher's notes, and nothing beside it."""
    made = tmp_path_factory.mktemp("slides")
    slides.write_folder(made, notes=True)
    return made


@pytest.fixture
def shown(visit, folder):
    return visit((folder / f"slides/{ONE.chapter}-{ONE.minutes}.html").as_uri(), width=1280, height=720)


def sentence(state):
    """What the lab says of a state, computed in Python."""
    lab = load(state.removeprefix("#").split("/")[0])
    values = lab.read_link(state)
    return lab.say(values, lab.run(**values).readouts)


def test_from_a_disk_each_step_shows_its_question_and_its_lab_in_the_state_of_the_lesson(shown):
    for step in ONE.steps:
        shown.keyboard.press("ArrowRight")
        present = shown.locator("section.present")
        expect(present.locator("h2")).to_have_text(step.title)
        expect(present.locator(".question")).to_have_text(step.question)
        if step.state:
            said = present.frame_locator("iframe").locator(".painlab-sentence")
            expect(said).to_have_text(sentence(step.state), timeout=20_000)
    shown.keyboard.press("ArrowRight")
    expect(shown.locator("section.present h2")).to_have_text(ONE.steps[-1].title)


def test_a_lab_on_a_slide_follows_the_hand_and_the_clicker_leads_on(shown):
    at = next(number for number, step in enumerate(ONE.steps, 1) if step.title == "First look")
    shown.evaluate("at => Reveal.slide(at)", at)
    frame = shown.locator("section.present").frame_locator("iframe")
    expect(frame.locator(".painlab-sentence")).to_have_text(sentence(ONE.steps[at - 1].state), timeout=20_000)
    slider = frame.locator("input[type=range]").and_(frame.get_by_label("touch")).first
    slider.focus()
    before = frame.locator(".painlab-sentence").text_content()
    slider.press("ArrowRight")
    expect(frame.locator(".painlab-sentence")).not_to_have_text(before)
    slider.press("PageDown")
    expect(shown.locator("section.present h2")).to_have_text(ONE.steps[at].title)
    expect(frame.locator(".painlab-sentence")).to_have_text(sentence(ONE.steps[at].state), timeout=20_000)


def test_the_notes_open_in_a_window_that_leads_the_slides_also_from_a_disk(shown):
    shown.keyboard.press("ArrowRight")
    with shown.context.expect_page() as opened:
        shown.keyboard.press("s")
    notes = opened.value
    expect(notes.locator(".speaker-controls-notes .value")).to_contain_text(ONE.steps[0].wrong[:40], timeout=20_000)
    notes.keyboard.press("ArrowRight")
    expect(shown.locator("section.present h2")).to_have_text(ONE.steps[1].title)


@pytest.mark.parametrize("chapter", chapters())
@pytest.mark.parametrize("minutes", [50, 90])
def test_the_slides_of_a_lesson_hold_its_questions_and_only_with_notes_what_goes_wrong(chapter, minutes, folder):
    one = lesson(chapter, minutes)
    bare = slides.page(one, notes=False)
    assert bare.count("<section") == len(one.steps) + 1
    assert all(inline(step.question) in bare and inline(step.wrong) not in bare for step in one.steps)
    assert (folder / f"slides/{chapter}-{minutes}.html").read_text(encoding="utf-8").count("<aside") == len(one.steps)
    assert all((folder / f"labs/{name}.html").is_file() for name in one.labs)


def test_on_a_phone_a_slide_is_as_wide_as_the_screen_and_its_letters_are_not_made_small(visit, folder):
    page = visit((folder / f"slides/{ONE.chapter}-{ONE.minutes}.html").as_uri(), width=390, height=844)
    at = next(number for number, step in enumerate(ONE.steps, 1) if step.state)
    page.evaluate("at => Reveal.slide(at)", at)
    present = page.locator("section.present")
    frame = present.frame_locator("iframe").locator(".painlab-sentence")
    expect(frame).to_have_text(sentence(ONE.steps[at - 1].state), timeout=20_000)
    assert page.evaluate("Reveal.getScale()") == 1
    assert present.locator(".question").evaluate("one => parseFloat(getComputedStyle(one).fontSize)") >= 18
    assert present.locator("iframe").bounding_box()["width"] > 340
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_on_a_phone_a_step_that_is_projected_shows_its_question_and_its_lab_down_to_the_sentence(visit):
    page = visit(f"teaching/{ONE.chapter}-{ONE.minutes}.html", width=390, height=844)
    said = page.frame_locator("iframe").locator(".painlab-sentence")
    for step in ONE.steps[: 1 + next(at for at, step in enumerate(ONE.steps) if step.title == "First look")]:
        if step.state:
            expect(said).to_have_text(sentence(step.state), timeout=20_000)
            page.wait_for_timeout(500)  # a lab that opens a state brings itself into view
            expect(page.locator(".question")).to_be_in_viewport(ratio=1)
        if step.title == "First look":
            break
        page.keyboard.press("ArrowRight")
    frame, keys, words = (one.bounding_box() for one in (page.locator("iframe"), page.locator("nav.keys"), said))
    assert 0 <= keys["y"] - (frame["y"] + frame["height"]) < 16
    assert words["y"] + words["height"] < keys["y"]
