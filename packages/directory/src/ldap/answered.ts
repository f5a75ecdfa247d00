import { DirectoryUnavailable } from '../directory.ts'
import { refusalOf } from './failure.ts'

/**
 * What a directory does, with a refusal that nothing here expects, such as of a search, told as what it is:
 * the directory does not do its work for us.
 */
export async function answered<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    const refusal = refusalOf(error)
    if (!refusal) throw error
    throw new DirectoryUnavailable(refusal.said, { reason: 'refused', cause: error })
  }
}
