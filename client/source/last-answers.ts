/** Where answers are kept for times without a connection. The page installs it for accounts in the field. */

export interface LastAnswers {
  /** Called with the path and the body of each answer. */
  keep(path: string, body: unknown): void
  /** Resolves with the last body of a path; undefined without one. */
  recall(path: string): Promise<unknown>
}

let installed: LastAnswers | null = null

export const lastAnswers = (): LastAnswers | null => installed

export function useLastAnswers(answers: LastAnswers | null): void {
  installed = answers
}
