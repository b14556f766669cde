// The words of a citation: Escape puts them away until the reader comes to the mark again; a finger that comes to the
// mark first sees them, and goes to the source when it taps once more.
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

  let finger = false;
  let tapped = null;
  document.addEventListener('pointerdown', ({ pointerType }) => {
    finger = pointerType === 'touch';
  });
  document.addEventListener('click', (event) => {
    const mark = event.target.closest?.('.cite > a');
    if (mark && finger && mark !== tapped) {
      event.preventDefault();
      mark.focus();
    }
    tapped = mark;
  });
})();
