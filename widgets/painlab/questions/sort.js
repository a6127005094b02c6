// Cards that are moved to their places: by pointer, by finger, or by the choice on each card,
// which the keyboard reaches.
import {element} from "../page/elements.js";
import {t} from "../page/words.js";

const SORT_TRAY = 9; // cards that lie open at a time; the others wait
const SORT_NARROW = "(max-width: 40rem)"; // there one card at a time
const SORT_STILL = 6; // pixels that a pointer may move before it is a drag

/** `cards`: fieldsets, each with a radio of the name `${name}-${index}` for every place. Returns {node, settle}. */
export function makeSorting(places, cards, name) {
  const bins = places.map((place) => {
    const pile = element("div", {class: "painlab-sort-pile"});
    return {place, pile, node: element("div", {class: "painlab-sort-bin", "data-place": place.text},
      element("p", {}, ...place.words), pile)};
  });
  const tray = element("div", {class: "painlab-sort-tray"});
  const waiting = element("p", {class: "painlab-quiz-small", hidden: true});
  const node = element("div", {class: "painlab-sort"},
    element("div", {class: "painlab-sort-bins"}, ...bins.map((bin) => bin.node)), tray, waiting);
  const narrow = matchMedia(SORT_NARROW);
  const radios = cards.map((card, index) => [...card.querySelectorAll(`input[name="${name}-${index}"]`)]);

  /** Lays every card where its choice says. The focus stays where it was. */
  function settle() {
    const room = narrow.matches ? 1 : SORT_TRAY;
    const focused = node.getRootNode().activeElement ?? null;
    const open = [];
    cards.forEach((card, index) => {
      const place = radios[index].find((radio) => radio.checked)?.value;
      const pile = bins.find((bin) => bin.place.text === place)?.pile;
      if (!pile) open.push(card);
      else if (card.parentElement !== pile) pile.append(card);
    });
    open.forEach((card, at) => {
      card.hidden = at >= room;
      tray.append(card);
    });
    const more = open.length - room;
    waiting.hidden = more <= 0;
    waiting.textContent = more > 0 ? t`${more} more ${more === 1 ? t`card waits` : t`cards wait`}.` : "";
    if (focused && node.contains(focused)) focused.focus({preventScroll: true});
  }

  const binAt = (x, y) => bins.find(({node: bin}) => {
    const {left, right, top, bottom} = bin.getBoundingClientRect();
    return x >= left && x <= right && y >= top && y <= bottom;
  });

  function put(index, place) {
    radios[index].forEach((radio) => (radio.checked = radio.value === place));
    settle();
  }

  cards.forEach((card, index) => {
    let from = null;
    const end = () => {
      from = null;
      card.classList.remove("painlab-dragged");
      card.removeAttribute("style");
      bins.forEach(({node: bin}) => bin.classList.remove("painlab-over"));
    };
    card.addEventListener("pointerdown", (event) => {
      const grip = event.target.closest(".painlab-grip");
      if (event.button || event.target.closest("label, input") || card.matches(":disabled, :disabled *")) return;
      if (event.pointerType !== "mouse" && !grip) return; // elsewhere a finger scrolls
      from = {x: event.clientX, y: event.clientY};
      card.setPointerCapture(event.pointerId);
    });
    card.addEventListener("pointermove", (event) => {
      if (!from) return;
      const [x, y] = [event.clientX - from.x, event.clientY - from.y];
      if (!card.classList.contains("painlab-dragged") && Math.hypot(x, y) < SORT_STILL) return;
      card.classList.add("painlab-dragged");
      card.style.transform = `translate(${x}px, ${y}px)`;
      const over = binAt(event.clientX, event.clientY);
      bins.forEach((bin) => bin.node.classList.toggle("painlab-over", bin === over));
    });
    card.addEventListener("pointerup", (event) => {
      const over = card.classList.contains("painlab-dragged") && binAt(event.clientX, event.clientY);
      end();
      if (over) put(index, over.place.text);
    });
    card.addEventListener("pointercancel", end);
    card.addEventListener("change", settle);
  });
  settle();
  return {node, settle};
}
