// Keeps what is marked as live up to date: the page itself is asked for anew, and the part that changed is put in place.
// Without this script the page is the same, as of when it was loaded.
(() => {
  const part = document.querySelector("[data-live]");
  if (!part) return;
  // Seconds; what other services are asked for is asked for less often, for each look is on their record.
  const every = () => 1000 * (Number(part.dataset.live) || 3);
  const look = async () => {
    try {
      if (document.hidden || part.contains(document.activeElement)) return;
      const answer = await fetch(location.href, { headers: { Accept: "text/html" }, cache: "no-store" });
      if (answer.redirected) { location.reload(); return; }
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.querySelector("[data-live]");
      if (!fresh) return;
      part.dataset.live = fresh.dataset.live;
      if (fresh.innerHTML !== part.innerHTML) part.innerHTML = fresh.innerHTML;
    } catch {
      // The service is away for now: what is shown stays, and the next look may find it again.
    } finally {
      setTimeout(look, every());
    }
  };
  setTimeout(look, every());
})();
