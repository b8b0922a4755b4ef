// Keeps what is marked as live up to date: the page itself is asked for anew, and the part that changed is put in place.
// Without this script the page is the same, as of when it was loaded.
(() => {
  const part = document.querySelector("[data-live]");
  if (!part) return;
  // Seconds; what other services are asked for is asked for less often, for each look is on their record.
  const every = () => 1000 * (Number(part.dataset.live) || 3);
  // Whoever is about to press or fill in something is not disturbed; who has scrolled a box with the keys goes on where they were.
  const boxes = () => [...part.querySelectorAll(".scroll[tabindex]")];
  const isHeld = (element) => part.contains(element) && !boxes().includes(element);
  const replace = (fresh) => {
    const places = boxes().map((box) => box.scrollLeft);
    const focused = boxes().indexOf(document.activeElement);
    part.innerHTML = fresh.innerHTML;
    boxes().forEach((box, number) => { box.scrollLeft = places[number] ?? 0; });
    if (focused >= 0) boxes()[focused]?.focus({ preventScroll: true });
  };
  const look = async () => {
    try {
      if (document.hidden || isHeld(document.activeElement)) return;
      const answer = await fetch(location.href, { headers: { Accept: "text/html", "X-Console-Look": "1" }, cache: "no-store" });
      if (answer.redirected) { location.reload(); return; }
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.querySelector("[data-live]");
      if (!fresh) return;
      part.dataset.live = fresh.dataset.live;
      if (fresh.innerHTML !== part.innerHTML && !isHeld(document.activeElement)) replace(fresh);
    } catch {
      // The service is away for now: what is shown stays, and the next look may find it again.
    } finally {
      setTimeout(look, every());
    }
  };
  setTimeout(look, every());
})();
