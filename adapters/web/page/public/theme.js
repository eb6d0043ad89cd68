// Runs before the first paint, so that the page never shows the wrong theme. Without a choice the system decides, by CSS alone.
(() => {
  try {
    const chosen = localStorage.getItem('nextrung-theme');
    if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset.theme = chosen;
  } catch {
    // Storage is closed to this page: the system decides.
  }
})();
