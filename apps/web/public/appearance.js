// Runs before the first paint, so that a chosen theme or density never flashes by.
for (const name of ['theme', 'density']) {
  const value = localStorage.getItem('bothy.' + name);
  if (value) document.documentElement.dataset[name] = value;
}
