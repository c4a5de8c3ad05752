/** The words behind the program's name: the only place that takes them from the process. */
export const programArguments = (): readonly string[] => process.argv.slice(2)

/** Whether a switch was given to this process: for the server, which is no command. */
export const hasSwitch = (name: `--${string}`): boolean => programArguments().includes(name)
