/** What is wrong with the address of a repository; undefined when git may fetch from it. */
export function sourceUrlProblem(url: string, isAdministrator: boolean): string | undefined {
  if (url === '' || url.startsWith('-') || /[\s\p{Cc}]/u.test(url)) {
    return 'This is no address of a repository.'
  }
  if (/^(?:https?|ssh|git):\/\//u.test(url)) return urlProblem(url)
  // `user@host:path`, as ssh has it; a drive letter and `transport::address` are neither.
  if (/^[\w.-]+@[\w.-]+:(?!:)[^\s]+$/u.test(url)) return undefined
  if (/^(?:\/|file:\/\/\/)/u.test(url) && !url.includes('::')) {
    return isAdministrator ? undefined : 'Only an administrator may name folders of this machine.'
  }
  return 'The address of a repository begins with https://, http://, ssh:// or git://, or is user@host:path.'
}

function urlProblem(text: string): string | undefined {
  if (!URL.canParse(text)) return 'This is no address of a repository.'
  const { username, password, protocol } = new URL(text)
  const isWeb = protocol === 'https:' || protocol === 'http:'
  if (password !== '' || (isWeb && username !== '')) {
    return 'An address holds no credentials: say where they are instead.'
  }
  return undefined
}
