/** The parts of dynalite 4 that the adapter uses; the package itself ships no types. */
declare module 'dynalite/actions/*.js' {
  const action: import('./types.ts').Action;
  export default action;
}

declare module 'dynalite/validations/index.js' {
  const validations: import('./types.ts').ValidationLibrary;
  export default validations;
}

declare module 'dynalite/validations/*.js' {
  const validation: import('./types.ts').Validation;
  export default validation;
}

declare module 'dynalite/db/index.js' {
  const db: import('./types.ts').DatabaseLibrary;
  export default db;
}
