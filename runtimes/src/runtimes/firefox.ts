import { writeFileSync } from 'node:fs'
import { type Browser, browserRuntimes, insecureHost } from '../browser.ts'

const preferences = {
  'network.dns.localDomains': insecureHost,
  // Neither turns the insecure page into a secure one, nor stops a script that takes its time.
  'dom.security.https_first': false,
  'dom.max_script_run_time': 0,
  'browser.shell.checkDefaultBrowser': false,
  'browser.aboutwelcome.enabled': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'app.normandy.enabled': false,
}

const firefox: Browser = {
  name: 'Firefox',
  engine: 'SpiderMonkey',
  command: 'firefox-esr',
  args(profile) {
    const lines = Object.entries(preferences).map(
      ([name, value]) => `user_pref('${name}', ${JSON.stringify(value)});\n`,
    )
    writeFileSync(`${profile}/user.js`, lines.join(''))
    return ['--headless', '--no-remote', '--profile', profile]
  },
}

export const firefoxes = browserRuntimes(firefox)
