/* A lesson, step by step, for a hall. Arrow keys or a clicker lead on; N opens the notes in a second window, where the
   same keys work. Nothing is kept: the hands that were typed in are gone with the window. */
"use strict";
(() => {
  const NEXT = new Set(["ArrowRight", "ArrowDown", "PageDown", " ", "Enter"]);
  const BACK = new Set(["ArrowLeft", "ArrowUp", "PageUp"]);
  const KEYS = t`→ next · ← before · N notes · T clock · F full screen`;
  const lesson = JSON.parse(document.getElementById("lesson").textContent);
  const last = lesson.steps.length - 1;

  /** Text with **bold** and *italic*, as nodes. */
  function marked(text) {
    return text.split(/(\*\*[^*]+\*\*|\*[^*]+\*)/).filter(Boolean).map((part) =>
      part.startsWith("**") ? element("strong", {textContent: part.slice(2, -2)})
        : part.startsWith("*") ? element("em", {textContent: part.slice(1, -1)}) : part);
  }

  /** The minute of the lesson at which a step ends. */
  function endOf(number) {
    return lesson.steps.slice(0, number + 1).reduce((sum, step) => sum + step.minutes, 0);
  }

  function clockText(seconds) {
    return `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
  }

  /** Keys of the room and of the notes; `act` gets a name. What is typed into a field stays there. */
  function onKeys(act) {
    addEventListener("keydown", (event) => {
      const clicker = event.key.startsWith("Page");
      if (!clicker && event.target.matches("input, button, a")) return;
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const name = NEXT.has(event.key) ? "next" : BACK.has(event.key) ? "back" : event.key.toLowerCase();
      if (!["next", "back", "n", "t", "f"].includes(name)) return;
      event.preventDefault();
      act(name);
    });
  }

  // ---- the room ------------------------------------------------------------------------------------------------

  function room() {
    const counts = lesson.steps.map((step) => step.answers && step.answers.map((text) => [text, 0]));
    const place = element("p", {className: "place"});
    const clock = element("button", {type: "button", className: "quiet clock", title: t`Start or stop the clock`});
    const title = element("h1");
    const question = element("p", {className: "question"});
    const tally = element("div", {className: "tally"});
    const frame = element("iframe", {title: t`The lab of this step`, allow: "fullscreen"});
    frame.addEventListener("load", () => {
      frame.contentWindow.postMessage({painlab: "clicker"}, "*");
      stepped = performance.now();
    });
    const live = element("div", {className: "live", hidden: true}, frame);
    const bar = element("nav", {className: "keys", ariaLabel: t`Steps`},
      button(t`Before`, "back"), button(t`Next`, "next"), button(t`Notes`, "n"), button(t`Full screen`, "f"),
      element("span", {textContent: KEYS}));
    let at = 0, seconds = 0, ticking = 0, notes = null, stepped = 0;

    function button(text, name) {
      const node = element("button", {type: "button", className: `quiet ${name}`, textContent: text});
      node.addEventListener("click", () => act(name));
      return node;
    }

    function show() {
      const step = lesson.steps[at];
      place.textContent = t`${lesson.title} · ${at + 1} of ${lesson.steps.length}`;
      title.replaceChildren(...marked(step.title));
      question.replaceChildren(...marked(step.question ?? ""));
      document.body.classList.toggle("with-lab", Boolean(step.state));
      live.hidden = !step.state;
      if (step.state && frame.getAttribute("src") !== step.state) frame.setAttribute("src", step.state);
      drawTally();
      tell();
      stepped = performance.now();
      main.scrollTop = 0;
    }

    /** What the notes show. From a disk windows share no channel, so the one that opened speaks to the other. */
    function tell() {
      clock.textContent = t`${clockText(seconds)} · to ${endOf(at)}:00`;
      clock.classList.toggle("late", seconds > endOf(at) * 60);
      notes?.postMessage({lesson: lesson.title, at, seconds}, "*");
    }

    function drawTally() {
      const rows = counts[at];
      tally.hidden = !rows;
      if (!rows) return;
      const bars = rows.map(() => element("span", {className: "count"}));
      const redraw = () => {
        const whole = Math.max(1, ...rows.map((row) => row[1]));
        rows.forEach((row, number) => bars[number].style.setProperty("--share", row[1] / whole));
      };
      tally.replaceChildren(element("p", {textContent: t`Hands, and how sure: ${lesson.hands.join(", ")}`}));
      rows.forEach((row, number) => {
        const name = row[0] && lesson.steps[at].answers[number]
          ? element("span", {textContent: row[0]})
          : element("input", {value: row[0], placeholder: t`an answer`, ariaLabel: t`Answer ${number + 1}`});
        name.addEventListener("input", () => (row[0] = name.value));
        const hands = element("input", {
          type: "number", min: 0, max: 999, value: row[1], ariaLabel: t`Hands for ${row[0] || t`answer ${number + 1}`}`,
        });
        hands.addEventListener("input", () => {
          row[1] = Math.max(0, Math.round(hands.valueAsNumber) || 0);
          redraw();
        });
        tally.append(element("div", {className: "row"}, name, hands, bars[number]));
      });
      redraw();
    }

    function turnClock() {
      if (ticking) ticking = clearInterval(ticking) ?? 0;
      else ticking = setInterval(() => { seconds += 1; tell(); }, 1000);
      clock.setAttribute("aria-pressed", String(Boolean(ticking)));
    }

    function act(name) {
      if (name === "next" || name === "back") {
        if (name === "next" && !ticking && seconds === 0) turnClock();
        at = Math.min(last, Math.max(0, at + (name === "next" ? 1 : -1)));
        show();
      } else if (name === "t") turnClock();
      else if (name === "n") notes = open("#notes", "notes", "width=640,height=760,popup");
      else if (document.fullscreenElement) document.exitFullscreen();
      else document.documentElement.requestFullscreen?.();
    }

    addEventListener("message", ({source, data}) => {
      if (source === notes && data?.ready) tell();
      if (source === notes || source === frame.contentWindow) {
        const name = NEXT.has(data?.key) ? "next" : BACK.has(data?.key) ? "back" : data?.act;
        if (["next", "back", "t"].includes(name)) act(name);
      }
    });
    // A lab that opens a state brings itself into view, and would push the question out of it: at once in a hall, on a
    // phone, whose reader scrolls, within the first second of a step.
    const main = element("main", {}, title, question, tally, live);
    main.addEventListener("scroll", () => {
      if (getComputedStyle(main).overflowY === "hidden" || performance.now() < stepped + 1000) main.scrollTop = 0;
    });
    clock.addEventListener("click", turnClock);
    onKeys(act);
    document.body.append(
      element("header", {}, place, clock), main, bar,
    );
    show();
  }

  // ---- the notes -----------------------------------------------------------------------------------------------

  function notes() {
    const clock = element("p", {className: "clock"});
    const body = element("main", {className: "notes"});
    document.title = t`Notes: ${lesson.title}`;
    document.body.append(body);
    let drawn = -1;

    function paragraph(label, text) {
      return text ? [element("p", {}, element("b", {textContent: label}), " ", ...marked(text))] : [];
    }

    function show({at, seconds}) {
      clock.textContent = t`${clockText(seconds)} · this step to ${endOf(at)}:00 of ${lesson.minutes}:00`;
      clock.classList.toggle("late", seconds > endOf(at) * 60);
      if (at === drawn) return;
      drawn = at;
      const step = lesson.steps[at];
      body.replaceChildren(
        clock,
        element("h1", {textContent: t`${at + 1}. ${step.title} (${step.minutes} min)`}),
        element("p", {className: "what"}, ...marked(step.what)),
        ...paragraph(t`Ask:`, step.question),
        ...paragraph(t`What goes wrong:`, step.wrong),
        ...paragraph(t`Afterwards:`, step.exercise),
        ...paragraph(t`Next:`, lesson.steps[at + 1]?.title),
      );
    }

    onKeys((name) => opener?.postMessage({act: name}, "*"));
    addEventListener("message", ({source, data}) => {
      if (source === opener && Number.isInteger(data?.at) && lesson.steps[data.at]) show(data);
    });
    show({at: 0, seconds: 0});
    opener?.postMessage({ready: true}, "*");
  }

  const theme = () => (document.documentElement.dataset.theme = matchMedia("(prefers-color-scheme: dark)").matches
    ? "dark" : "light");
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", theme);
  theme();
  if (location.hash === "#notes") notes();
  else room();
})();
