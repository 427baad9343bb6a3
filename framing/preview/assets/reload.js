// Loads the page anew when the preview has another one, and comes back to where the reader was.
(() => {
  const version = document.currentScript.dataset.version;
  const stage = document.querySelector("#framing-preview .stage");
  const KEY = "framing-preview-place";

  // The place is kept by what stands there, for a change above it moves it down the page.
  // What sticks to the window moves with the reader, and marks no place.
  const sticks = (element) => {
    for (let at = element; at && at !== document.body; at = at.parentElement) {
      if (["fixed", "sticky"].includes(getComputedStyle(at).position)) return true;
    }
    return false;
  };
  const placeNow = () => {
    const marks = [...document.querySelectorAll("body [id]")].reverse();
    const found = marks.find((element) => {
      const { top, height } = element.getBoundingClientRect();
      return height && top <= 1 && !sticks(element);
    });
    const mark = found && { id: found.id, by: found.getBoundingClientRect().top };
    return { y: window.scrollY, mark };
  };
  const goTo = ({ y, mark }) => {
    const element = mark && document.getElementById(mark.id);
    const top = element ? window.scrollY + element.getBoundingClientRect().top - mark.by : y;
    window.scrollTo({ top, behavior: "instant" });
  };
  const leave = () => {
    try {
      sessionStorage.setItem(KEY, JSON.stringify(placeNow()));
    } catch {
      // A browser that keeps nothing starts at the top.
    }
    location.reload();
  };
  const comeBack = () => {
    let place = null;
    try {
      place = JSON.parse(sessionStorage.getItem(KEY));
      sessionStorage.removeItem(KEY);
    } catch {
      return;
    }
    if (!place) return;
    history.scrollRestoration = "manual";
    let moved = false;
    for (const kind of ["wheel", "touchmove", "keydown", "pointerdown"]) {
      addEventListener(kind, () => { moved = true; }, { once: true, passive: true });
    }
    goTo(place);
    // Typefaces that come later change the height of what stands above. Who has scrolled
    // meanwhile (by the scroll bar, too, which tells of no key or pointer) stays where he is.
    const put = window.scrollY;
    document.fonts.ready.then(() => {
      if (!moved && Math.abs(window.scrollY - put) < 2) goTo(place);
    });
  };
  const say = (text) => {
    stage.textContent = text;
    stage.hidden = !text;
  };

  comeBack();
  let lost = false;
  const events = new EventSource("/events");
  events.addEventListener("page", (event) => {
    if (event.data !== version) leave();
    else if (lost) say("");
    lost = false;
  });
  events.addEventListener("stage", (event) => say(event.data));
  events.onerror = () => {
    lost = true;
    say("The preview has ended: start it again, and this page renews itself.");
  };
})();
