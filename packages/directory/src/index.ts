export * from './directory.ts'
export * from './embedded/index.ts'
