import type { TestProject } from 'vitest/node'
import { removeFolder } from '../program.ts'
import { makeTemplate } from './template.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of a domain that every test file copies. */
    sambaTemplate?: string
  }
}

let template: string | undefined

/** Provisions one domain for the whole run: a global setup of Vitest. */
export async function setup(project: TestProject): Promise<void> {
  template = await makeTemplate()
  project.provide('sambaTemplate', template)
}

export function teardown(): void {
  if (template !== undefined) removeFolder(template)
}
