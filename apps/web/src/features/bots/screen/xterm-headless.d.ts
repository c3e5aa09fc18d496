// The package names no module of its own for browsers; this is its file, with the types that it does name.
declare module '@xterm/headless/lib-headless/xterm-headless.mjs' {
  export * from '@xterm/headless';
}
