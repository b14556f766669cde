// Escape puts the words of a citation away until the reader comes to its mark again.
(() => {
  'use strict';

  document.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape') return;
    for (const cite of document.querySelectorAll('.cite:is(:hover, :focus-within)')) {
      cite.classList.add('away');
      for (const leaving of ['mouseleave', 'focusout']) {
        cite.addEventListener(leaving, () => cite.classList.remove('away'), { once: true });
      }
    }
  });
})();
