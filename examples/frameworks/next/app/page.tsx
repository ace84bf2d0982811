import { visitor } from './visitor.ts'

export default async function Page() {
  return <p>{`Hello ${(await visitor()) ?? 'stranger'}!`}</p>
}
