/**
 * What long but guessable passwords are made of: the words, names and key runs that lists of leaked passwords repeat.
 * Small letters; digits and signs that stand for letters are turned back before a password is compared.
 */
export const commonWords: readonly string[] = `
password passwort passwords passw0rd motdepasse contrasena senha wachtwoord parola hasło haslo salasana losenord
welcome welkom willkommen bienvenue bienvenido benvenuto letmein openup opensesame sesame access login logon signin
admin administrator administrador root superuser sysadmin manager master owner operator user username guest member
account secret private security secure changeme change default temp temporary test testing tester demo example sample
server database backup system computer internet network windows microsoft google facebook twitter instagram youtube
amazon apple samsung android linkedin netflix paypal yahoo hotmail gmail outlook skype whatsapp telegram discord steam
minecraft fortnite roblox pokemon pikachu mario zelda starwars startrek skywalker darthvader yoda jedi matrix trinity
gandalf frodo hobbit potter harrypotter hogwarts superman batman spiderman ironman wolverine avengers joker harley
qwerty qwertz azerty qwertyuiop qwertzuiop azertyuiop asdfgh asdfghjkl asdf zxcvbn zxcvbnm zxcv qazwsx qazwsxedc wsxedc
yxcvbnm qweasd qweasdzxc qweqwe asdasd zxczxc poiuytrewq lkjhgfdsa mnbvcxz edcrfv rfvtgb tgbyhn
abc abcd abcde abcdef abcdefg abcdefgh abcdefghi abcdefghij abcdefghijklmnopqrstuvwxyz xyz aaa bbb xxx zzz
iloveyou iloveu loveyou ilovemyself loveme love lover lovely forever always friends friend family mother father mommy
daddy mama papa sister brother baby babygirl babyboy princess prince queen king angel angels honey sweet sweety sugar
cookie candy chocolate cherry strawberry banana orange peanut pepper ginger coffee cheese chicken pizza sunshine
sunflower flower rainbow butterfly unicorn dolphin monkey dragon tiger lion eagle falcon phoenix wolf panther bear
kitty kitten puppy doggy cat dog horse pony shadow midnight moonlight starlight thunder lightning storm fire ice
summer winter spring autumn sommer herbst january february march april june july august september october november
december januar februar marz juni juli oktober dezember monday tuesday wednesday thursday friday saturday sunday
montag freitag sonntag football baseball basketball soccer hockey tennis golf rugby liverpool chelsea arsenal
manchester united barcelona realmadrid juventus bayern dortmund lakers yankees cowboys steelers eagles packers
ferrari porsche mercedes bmw audi honda toyota mustang corvette harleydavidson yamaha kawasaki
michael michelle jennifer jessica daniel andrew anthony matthew joshua jordan ashley amanda nicole robert thomas
charlie william richard joseph george hannah sophie samantha elizabeth alexander alexandra christopher stephanie
maria martin peter stefan andreas thomas sandra nicola claudia laura julia anna lisa sarah marie pierre jean
london paris berlin madrid moscow newyork california texas america england germany france espana italia russia india
jesus christ jesuschrist blessed blessing heaven god godisgood faith hope grace church bible amen
money million millionaire dollar rich lucky freedom liberty peace happy happiness smile beautiful awesome cool
hello hallo bonjour hola goodbye goodmorning goodnight please thanks thankyou trustno trust nothing something whatever
hacker hunter killer ninja pirate warrior soldier ranger sniper champion winner legend rockstar rock music guitar
metallica nirvana eminem beatles blink slipknot greenday
the this that is my me you your our we i a an and for of to in it not no one first new old
bothy
`
  .split(/\s+/)
  .filter((word) => word !== '');

/** Whole sentences that everyone knows as passwords. */
export const commonSentences: readonly string[] = [
  'correcthorsebatterystaple',
  'thequickbrownfox',
  'thequickbrownfoxjumpsoverthelazydog',
  'maytheforcebewithyou',
  'tobeornottobe',
  'tobeornottobethatisthequestion',
  'winteriscoming',
  'allyourbasearebelongtous',
  'loremipsumdolorsitamet',
  'oncesuponatime',
  'onceuponatime',
  'nevergonnagiveyouup',
  'imthebatman',
  'asimpleplan',
  'whatisthepassword',
  'donttellanyone',
  'thisisnotapassword',
];
