import { describe, expect, test } from 'vitest'
import { DOMAIN } from '../environments/samba-ad/domain.ts'
import { FIRST, openSamba, SECOND } from '../environments/samba-ad/open.ts'
import { useSamba } from '../environments/samba-ad/use.ts'

const samba = useSamba()

describe('strange names', () => {
  test.each([
    ['a quote', 'quote', 'Q "the" quote'],
    ['a backslash', 'backslash', 'back\\slash'],
    ['a comma', 'comma', 'Ferrand, Alice'],
    ['an emoji', 'emoji', 'Emoji 💡'],
    ['a sharp s', 'straße', 'Jürgen Weiß'],
    ['signs of a DN', 'signs', '#a+b=c;<d>'],
    ['signs of a filter', 'filter', '(a)*|&!b'],
    ['blanks around', 'blanks', ' in the middle '],
    ['an apostrophe in the account name', "o'hara", 'O’Hara'],
  ])('of people with %s are read and written like any other', async (_, name, cn) => {
    const { add, verify, reset, change, directory } = await openSamba(samba())
    const entry = await add({ name, cn, displayName: cn })
    expect(entry).toMatchObject({ name, displayName: cn })
    expect(await verify(entry.id, FIRST)).toBe('accepted')
    expect(await reset(entry.id, SECOND)).toEqual({ outcome: 'written' })
    expect(await change(entry.id, SECOND, 'Grey-Meadow-202-deep')).toEqual({ outcome: 'written' })
    expect(await verify(entry.id, 'Grey-Meadow-202-deep')).toBe('accepted')
    expect(await directory.unlock(entry.id)).toEqual({ outcome: 'written' })
    expect(await directory.setBlocked(entry.id, true)).toEqual({ outcome: 'written' })
  })
})

describe('strange passwords', () => {
  test.each([
    ['quotes', 'a"quoted"One-417'],
    ['a quote at either end', '"Quoted-Harbour-1"'],
    ['a backslash', 'back\\slash-Harbour-1'],
    ['a comma', 'comma,Harbour,417'],
    ['an emoji', 'Emoji-💡-Harbour-1'],
    ['a sharp s', 'Straße-Harbour-417'],
    ['letters without case', '漢字漢字漢字-Harbour'],
    ['blanks around', ' Blank-Harbour-417 '],
    ['an accent spelled apart', 'Cafe\u0301-Harbour-417'],
    ['127 characters', `Aa1-${'x'.repeat(123)}`],
  ])('with %s are in force as they were typed', async (_, password) => {
    const { add, verify, reset, change } = await openSamba(samba())
    const { id } = await add({ name: 'alice' })
    expect(await reset(id, password)).toEqual({ outcome: 'written' })
    expect(await verify(id, password)).toBe('accepted')
    expect(await verify(id, password.normalize('NFC'))).toBe('accepted')
    expect(await change(id, password, SECOND)).toEqual({ outcome: 'written' })
  })
})

// Names that would find, bind or change somebody where one is pasted into a filter or a DN.
const INJECTIONS = [
  '*',
  '*)',
  '*)(',
  '*)(sAMAccountName=*',
  '*)(objectClass=*',
  '*))(|(objectClass=*',
  '*)(|(sAMAccountName=*))',
  '*)(&',
  '*))%00',
  'alice)',
  'alice)(|',
  'alice)(!(sAMAccountName=bob)',
  'alice)(sAMAccountName=alice',
  'alice))(|(cn=*',
  'alice))((',
  'alice)(userAccountControl:1.2.840.113556.1.4.803:=512',
  'alice*',
  'al*ce',
  '*lice',
  '?lice',
  'alic?',
  'alic_',
  'alic%',
  '(alice',
  '(sAMAccountName=alice)',
  '(&(sAMAccountName=alice))',
  '&(sAMAccountName=alice)',
  '|(sAMAccountName=alice)',
  '!(sAMAccountName=zed)',
  '\\61lice',
  '\\61\\6c\\69\\63\\65',
  'alice\\2a',
  'alice\\00',
  '\\2a',
  '\\00',
  '\\',
  '\\\\',
  'alice\\',
  'CORP\\',
  'CORP\\*',
  'CORP\\al*',
  'CORP\\alice\\bob',
  '*\\alice',
  'CORP*\\alice',
  'CN=alice,OU=People,DC=corp,DC=test',
  'cn=alice,ou=people,dc=corp,dc=test',
  'alice,OU=People',
  'alice,OU=People,DC=corp,DC=test',
  'CN=alice+sAMAccountName=alice',
  '<GUID=00000000-0000-0000-0000-000000000000>',
  '<SID=S-1-5-21-1-1-1-500>',
  '<WKGUID=a9d1ca15768811d1aded00c04fd8d5cd,DC=corp,DC=test>',
  '*@corp.test',
  'al*@corp.test',
  '@corp.test',
  'alice@',
  'alice@*',
  'alice@corp.test)(mail=*',
  'alice@corp.test@corp.test',
  'alice\0',
  'alice\0)(cn=*',
  'alice\n',
  'ali\u00adce',
  'alice\u200b',
  'älice',
  'aliće',
  'ａｌｉｃｅ',
  'alıce',
  '\ud800',
  'alice"',
  "alice' or '1'='1",
  '"alice"',
  '#616c696365',
  '$(alice)',
  '%61lice',
  'ldap://127.0.0.1/CN=alice',
  '1.1',
  '+',
  'true',
  '',
  ' ',
  'a'.repeat(320),
  'a'.repeat(100_000),
]

describe('injection', () => {
  test(`of ${INJECTIONS.length} strings finds nothing and changes nothing`, async () => {
    const { add, directory, made, verify } = await openSamba(samba())
    const alice = await add({ name: 'alice', mail: 'alice@example.org' })
    await add({ name: 'bob' })
    const before = await contents()
    for (const name of INJECTIONS.filter((one) => one.trim() !== 'alice')) {
      expect(await directory.find({ name }), JSON.stringify(name)).toBeUndefined()
      expect(await directory.find({ id: name }), JSON.stringify(name)).toBeUndefined()
      expect(await directory.unlock(name)).toEqual({ outcome: 'not-found' })
      expect(await directory.setBlocked(name, true)).toEqual({ outcome: 'not-found' })
    }
    expect(await contents()).toEqual(before)
    expect(await verify(alice.id, FIRST)).toBe('accepted')

    async function contents() {
      const { searchEntries } = await made.client.search(DOMAIN.base, {
        scope: 'sub',
        filter: '(objectClass=user)',
        attributes: ['uSNChanged', 'cn', 'userAccountControl', 'lockoutTime', 'badPwdCount'],
      })
      return searchEntries.filter(({ dn }) => dn.endsWith(DOMAIN.people))
    }
  })

  test('by a password or an id binds as nobody', async () => {
    const { add, verify, reset } = await openSamba(samba())
    const alice = await add({ name: 'alice' })
    for (const text of INJECTIONS) {
      expect(await verify(text, FIRST), JSON.stringify(text)).toBe('wrong')
      expect(await reset(text, SECOND)).toEqual({ outcome: 'not-found' })
    }
    expect(await verify(alice.id, FIRST)).toBe('accepted')
  })
})
