/** Without a server there is no page to draw: say so, and offer the one thing that helps. */
export function showStartFailure(root: Element, error: unknown): void {
  const box = document.createElement('main');
  box.className = 'page';
  const title = document.createElement('h1');
  title.textContent = 'Bothy did not load';
  const why = document.createElement('p');
  why.textContent = error instanceof Error ? error.message : String(error);
  const again = document.createElement('button');
  again.className = 'btn';
  again.textContent = 'Try again';
  again.addEventListener('click', () => location.reload());
  box.append(title, why, again);
  root.replaceChildren(box);
}
