import { nextTick } from 'vue';
import { START_LOCATION, useRouter } from 'vue-router';

/** After a change of the page the focus goes to what is new, unless something in it took it: what had it is gone. */
export function usePageFocus(): void {
  useRouter().afterEach(async (to, from, failure) => {
    if (failure || from === START_LOCATION || to.path === from.path) return;
    await nextTick();
    // Menus and dialogs that led here give the focus back as they close; this comes behind them.
    setTimeout(() => {
      const main = document.querySelector('main');
      if (main && !main.contains(document.activeElement)) main.focus({ preventScroll: true });
    });
  });
}
