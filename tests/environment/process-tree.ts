import { readFileSync } from 'node:fs'

/** The processes below one, children before grandchildren, by Linux' own list. */
export function childrenOf(pid: number): readonly number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
    .split(' ')
    .filter(Boolean)
    .map(Number)
  return [...children, ...children.flatMap(childrenOf)]
}
