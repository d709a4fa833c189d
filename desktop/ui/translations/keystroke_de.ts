<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>AnswerCard</name>
    <message>
        <source>Accepted</source>
        <translation>Angenommen</translation>
    </message>
    <message>
        <source>Not accepted</source>
        <translation>Nicht angenommen</translation>
    </message>
    <message>
        <source>Typing like this is about as likely from {name} as from somebody else</source>
        <translation>Von {name} ist solches Tippen etwa so wahrscheinlich wie von jemand anderem</translation>
    </message>
    <message>
        <source>Typing like this is about {times} times likelier from {name} than from somebody else</source>
        <translation>Von {name} ist solches Tippen etwa {times}-mal so wahrscheinlich wie von jemand anderem</translation>
    </message>
    <message>
        <source>Typing like this is about {times} times likelier from somebody else than from {name}</source>
        <translation>Von jemand anderem ist solches Tippen etwa {times}-mal so wahrscheinlich wie von {name}</translation>
    </message>
    <message>
        <source>Nearly. You have a second try: type it once more. It is decided at 1 in {second}, this one was at 1 in {first}, so that the two together let in 1 in {count} strangers at most. Refused attempts in a row lock the profile.</source>
        <translation>Fast. Du hast einen zweiten Versuch: Tippe noch einmal. Über ihn wird bei 1 zu {second} entschieden, über diesen wurde es bei 1 zu {first}; beide zusammen lassen also höchstens 1 von {count} Fremden ein. Abgelehnte Versuche in Folge sperren das Profil.</translation>
    </message>
    <message>
        <source>About 1 in {count} other people would be accepted, the second try after a near miss included; this attempt alone was decided at 1 in {alone}.</source>
        <translation>Etwa 1 von {count} anderen Menschen würde angenommen, den zweiten Versuch nach einem knappen Fehlschlag eingerechnet; über diesen Versuch allein wurde bei 1 zu {alone} entschieden.</translation>
    </message>
    <message>
        <source>The score is provisional until you have been accepted on two later days: people type differently from day to day.</source>
        <translation>Der Wert ist vorläufig, bis du an zwei späteren Tagen angenommen wurdest: Menschen tippen von Tag zu Tag anders.</translation>
    </message>
</context>
<context>
    <name>AppearanceCard</name>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Another language is spoken from the next start on.</source>
        <translation>Eine andere Sprache gilt ab dem nächsten Start.</translation>
    </message>
    <message>
        <source>Look and language</source>
        <translation>Aussehen und Sprache</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Dismiss</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>CaptureBadge</name>
    <message>
        <source>No capture</source>
        <translation>Keine Erfassung</translation>
    </message>
    <message>
        <source>Capture ready</source>
        <translation>Erfassung bereit</translation>
    </message>
    <message>
        <source>Capture exact</source>
        <translation>Erfassung genau</translation>
    </message>
    <message>
        <source>Capture rough</source>
        <translation>Erfassung grob</translation>
    </message>
    <message>
        <source>Capture poor</source>
        <translation>Erfassung schlecht</translation>
    </message>
</context>
<context>
    <name>CaptureCheckPage</name>
    <message>
        <source>Is your keyboard timed well?</source>
        <translation>Wird deine Tastatur genau gemessen?</translation>
    </message>
    <message>
        <source>Type the words below, to measure how exactly keys are told on this computer.</source>
        <translation>Tippe die Wörter unten, um zu messen, wie genau dieser Computer Tasten meldet.</translation>
    </message>
    <message>
        <source>Type the words here</source>
        <translation>Tippe die Wörter hier</translation>
    </message>
    <message>
        <source>They are neither kept nor sent.</source>
        <translation>Sie werden weder behalten noch gesendet.</translation>
    </message>
    <message>
        <source>C&amp;ontinue</source>
        <translation>&amp;Weiter</translation>
    </message>
    <message>
        <source>S&amp;kip</source>
        <translation>Ü&amp;berspringen</translation>
    </message>
    <message>
        <source>the quick brown fox is here</source>
        <translation>der flinke braune Fuchs ist hier</translation>
    </message>
    <message>
        <source>Waiting for a dozen keys</source>
        <translation>Warte auf ein Dutzend Tasten</translation>
    </message>
    <message>
        <source>Good</source>
        <translation>Gut</translation>
    </message>
    <message>
        <source>Good enough</source>
        <translation>Gut genug</translation>
    </message>
    <message>
        <source>Not good enough to enrol</source>
        <translation>Nicht gut genug zum Anlernen</translation>
    </message>
</context>
<context>
    <name>CaptureFigures</name>
    <message>
        <source>Keys come from</source>
        <translation>Tasten kommen von</translation>
    </message>
    <message>
        <source>Step of the clock</source>
        <translation>Schritt der Uhr</translation>
    </message>
    <message>
        <source>Jitter</source>
        <translation>Schwankung</translation>
    </message>
    <message>
        <source>Releases lost</source>
        <translation>Verlorenes Loslassen</translation>
    </message>
    <message>
        <source>Measured on</source>
        <translation>Gemessen an</translation>
    </message>
    <message>
        <source>finer than 1 ms</source>
        <translation>feiner als 1 ms</translation>
    </message>
    <message>
        <source>{ms} ms</source>
        <translation>{ms} ms</translation>
    </message>
    <message>
        <source>the system, outside this window</source>
        <translation>dem System, außerhalb dieses Fensters</translation>
    </message>
    <message>
        <source>this window&apos;s own events</source>
        <translation>diesem Fenster selbst</translation>
    </message>
    <message>
        <source>{count} events</source>
        <translation>{count} Ereignissen</translation>
    </message>
</context>
<context>
    <name>CaptureHealth</name>
    <message>
        <source>Not enough was typed yet to measure it.</source>
        <translation>Es wurde noch zu wenig getippt, um sie zu messen.</translation>
    </message>
    <message>
        <source>The times of your keys are exact.</source>
        <translation>Die Zeiten deiner Tasten sind genau.</translation>
    </message>
    <message>
        <source>The times are rough: expect to be refused a little more often.</source>
        <translation>Die Zeiten sind grob: Du wirst etwas öfter abgelehnt werden.</translation>
    </message>
    <message>
        <source>The times are too coarse to tell people apart.</source>
        <translation>Die Zeiten sind zu grob, um Menschen zu unterscheiden.</translation>
    </message>
    <message>
        <source>Type on this computer itself rather than through a remote desktop or a virtual machine.</source>
        <translation>Tippe an diesem Computer selbst statt über eine Fernverbindung oder in einer virtuellen Maschine.</translation>
    </message>
    <message>
        <source>Keys are told late and several at once.</source>
        <translation>Tasten werden spät und mehrere auf einmal gemeldet.</translation>
    </message>
    <message>
        <source>Close programs that keep the computer busy, then type again.</source>
        <translation>Schließe Programme, die den Computer beschäftigen, und tippe noch einmal.</translation>
    </message>
    <message>
        <source>Some keys were never seen to be let go.</source>
        <translation>Bei einigen Tasten wurde das Loslassen nie gemeldet.</translation>
    </message>
    <message>
        <source>Try another keyboard or a cable, and turn off sticky keys and programs that remap keys.</source>
        <translation>Versuche eine andere Tastatur oder ein Kabel, und schalte die Einrastfunktion und Programme ab, die Tasten umbelegen.</translation>
    </message>
</context>
<context>
    <name>Confidence</name>
    <message>
        <source>extremely strong support</source>
        <translation>äußerst starker Beleg</translation>
    </message>
    <message>
        <source>very strong support</source>
        <translation>sehr starker Beleg</translation>
    </message>
    <message>
        <source>strong support</source>
        <translation>starker Beleg</translation>
    </message>
    <message>
        <source>moderately strong support</source>
        <translation>mäßig starker Beleg</translation>
    </message>
    <message>
        <source>moderate support</source>
        <translation>mäßiger Beleg</translation>
    </message>
    <message>
        <source>weak support</source>
        <translation>schwacher Beleg</translation>
    </message>
    <message>
        <source>no support either way</source>
        <translation>kein Beleg, weder dafür noch dagegen</translation>
    </message>
</context>
<context>
    <name>Consent</name>
    <message>
        <source>What is recorded</source>
        <translation>Was aufgezeichnet wird</translation>
    </message>
    <message>
        <source>When each key goes down and up while you type into a field of this program that asks for it. Nothing is recorded at any other time or in any other window, unless you turn that on yourself. What you typed is not kept.</source>
        <translation>Wann jede Taste gedrückt und losgelassen wird, während du in ein Feld dieses Programms tippst, das darum bittet. Zu keiner anderen Zeit und in keinem anderen Fenster wird etwas aufgezeichnet, außer du schaltest es selbst ein. Was du getippt hast, wird nicht behalten.</translation>
    </message>
    <message>
        <source>To tell by your rhythm whether it is you who types. The rhythm can identify you: it is biometric data, which the law (GDPR, article 9) protects in particular. It may be used only because you agree, and for nothing else.</source>
        <translation>Um an deinem Rhythmus zu erkennen, ob du es bist, der tippt. Der Rhythmus kann dich identifizieren: Er ist ein biometrisches Merkmal, das das Gesetz (DSGVO, Artikel 9) besonders schützt. Er darf nur verwendet werden, weil du zustimmst, und für nichts anderes.</translation>
    </message>
    <message>
        <source>In an encrypted file on this computer, with your name and the time of this consent. Only if you choose a remote service in the settings are features of your rhythm and the profile&apos;s name sent there, never what you typed.</source>
        <translation>In einer verschlüsselten Datei auf diesem Computer, mit deinem Namen und der Zeit dieser Einwilligung. Nur wenn du in den Einstellungen einen Dienst wählst, werden Merkmale deines Rhythmus und der Name des Profils dorthin gesendet, nie das Getippte.</translation>
    </message>
    <message>
        <source>Until you delete it. Profiles that nobody has used for a long time are offered for deletion.</source>
        <translation>Bis du es löschst. Profile, die lange niemand benutzt hat, werden zum Löschen angeboten.</translation>
    </message>
    <message>
        <source>How to delete it</source>
        <translation>Wie man es löscht</translation>
    </message>
    <message>
        <source>At any time, without giving a reason. Under Profiles, “Delete” removes one person&apos;s profile together with that person&apos;s consent. In the settings, “Withdraw consent” removes everything, on this computer and at the remote service.</source>
        <translation>Jederzeit und ohne Begründung. Unter „Profile“ entfernt „Löschen“ das Profil einer Person samt ihrer Einwilligung. In den Einstellungen entfernt „Einwilligung widerrufen“ alles, auf diesem Computer und beim Dienst.</translation>
    </message>
    <message>
        <source>Whose consent this is</source>
        <translation>Wessen Einwilligung das ist</translation>
    </message>
    <message>
        <source>Yours alone. Everybody who is enrolled here is asked first, and can withdraw in the same way.</source>
        <translation>Nur deine. Alle, die hier angelernt werden, werden vorher gefragt und können genauso widerrufen.</translation>
    </message>
    <message>
        <source>The rhythm can identify this person: it is biometric data (GDPR, article 9). It is kept encrypted, used to recognise this person and for nothing else, until the profile is deleted, which withdraws the consent.</source>
        <translation>Der Rhythmus kann diese Person identifizieren: Er ist ein biometrisches Merkmal (DSGVO, Artikel 9). Er wird verschlüsselt aufbewahrt und nur verwendet, um diese Person zu erkennen, bis das Profil gelöscht wird; damit ist die Einwilligung widerrufen.</translation>
    </message>
    <message>
        <source>What for</source>
        <translation>Wofür</translation>
    </message>
    <message>
        <source>Where it stays</source>
        <translation>Wo es bleibt</translation>
    </message>
    <message>
        <source>For how long</source>
        <translation>Wie lange</translation>
    </message>
</context>
<context>
    <name>ConsentPage</name>
    <message>
        <source>Before you type</source>
        <translation>Bevor du tippst</translation>
    </message>
    <message>
        <source>I &amp;agree that my typing rhythm is recorded and compared</source>
        <translation>Ich &amp;stimme zu, dass mein Tipprhythmus aufgezeichnet und verglichen wird</translation>
    </message>
    <message>
        <source>C&amp;ontinue</source>
        <translation>&amp;Weiter</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>Your &amp;name, kept with your consent and the time</source>
        <translation>Dein &amp;Name, der mit deiner Einwilligung und der Zeit aufbewahrt wird</translation>
    </message>
    <message>
        <source>This program recognises people by the rhythm in which they type.</source>
        <translation>Dieses Programm erkennt Menschen am Rhythmus, in dem sie tippen.</translation>
    </message>
</context>
<context>
    <name>Desk</name>
    <message>
        <source>Something went wrong in this program. Close it and start it again.</source>
        <translation>In diesem Programm ist etwas schiefgegangen. Schließe es und starte es neu.</translation>
    </message>
    <message>
        <source>Your consent is withdrawn. Profiles deleted: {deleted}.</source>
        <translation>Deine Einwilligung ist widerrufen. Gelöschte Profile: {deleted}.</translation>
    </message>
    <message>
        <source>Still to be deleted by the service, which could not be reached: {pending}.</source>
        <translation>Noch zu löschen beim Dienst, der nicht erreicht wurde: {pending}.</translation>
    </message>
    <message>
        <source>Deleted here without having been readable: {damaged}. If a service has them, ask its operator to delete them.</source>
        <translation>Hier gelöscht, ohne lesbar gewesen zu sein: {damaged}. Wenn ein Dienst sie hat, bitte dessen Betreiber, sie zu löschen.</translation>
    </message>
</context>
<context>
    <name>Doctor</name>
    <message>
        <source>Display server</source>
        <translation>Anzeigesystem</translation>
    </message>
    <message>
        <source>Permission to see keys</source>
        <translation>Erlaubnis, Tasten zu sehen</translation>
    </message>
    <message>
        <source>Keychain</source>
        <translation>Schlüsselbund</translation>
    </message>
    <message>
        <source>Encrypted store</source>
        <translation>Verschlüsselter Speicher</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Notification area</source>
        <translation>Infobereich</translation>
    </message>
    <message>
        <source>Accessibility bus</source>
        <translation>Bus der Barrierefreiheit</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>Versionen</translation>
    </message>
    <message>
        <source>The system&apos;s own.</source>
        <translation>Die des Systems.</translation>
    </message>
    <message>
        <source>X11: keys are timed by the X server.</source>
        <translation>X11: Der X-Server misst die Zeiten der Tasten.</translation>
    </message>
    <message>
        <source>Wayland shows a program only what is typed into its own windows: that is enough to enrol and verify, not to watch other windows.</source>
        <translation>Wayland zeigt einem Programm nur, was in seine eigenen Fenster getippt wird: Zum Anlernen und Prüfen genügt das, um andere Fenster zu beobachten nicht.</translation>
    </message>
    <message>
        <source>There is no screen: start the window from a desktop session.</source>
        <translation>Hier ist kein Bildschirm: Starte das Fenster aus einer Desktop-Sitzung.</translation>
    </message>
    <message>
        <source>The system lets this program time keys.</source>
        <translation>Das System lässt dieses Programm Tasten messen.</translation>
    </message>
    <message>
        <source>Until then, keys are timed by this window&apos;s own events.</source>
        <translation>Bis dahin werden die Zeiten aus den Ereignissen dieses Fensters genommen.</translation>
    </message>
    <message>
        <source>It can keep the store&apos;s key.</source>
        <translation>Er kann den Schlüssel der Daten aufbewahren.</translation>
    </message>
    <message>
        <source>There is none that can be used: a passphrase protects the store instead.</source>
        <translation>Es gibt keinen brauchbaren: Stattdessen schützt eine Passphrase die Daten.</translation>
    </message>
    <message>
        <source>Nothing is kept on this computer yet.</source>
        <translation>Auf diesem Computer ist noch nichts gespeichert.</translation>
    </message>
    <message>
        <source>It is sound, {size} KiB, and yours alone.</source>
        <translation>Sie ist unversehrt, {size} KiB, und nur für dich lesbar.</translation>
    </message>
    <message>
        <source>The file is damaged ({reason}): put a backup in its place, or import an export.</source>
        <translation>Die Datei ist beschädigt ({reason}): Ersetze sie durch eine Sicherung, oder importiere einen Export.</translation>
    </message>
    <message>
        <source>Others on this computer can open the file: take that from them (chmod 600).</source>
        <translation>Andere auf diesem Computer können die Datei öffnen: Nimm ihnen das Recht (chmod 600).</translation>
    </message>
    <message>
        <source>Its files have the hashes they must ({model}).</source>
        <translation>Seine Dateien haben die richtigen Prüfsummen ({model}).</translation>
    </message>
    <message>
        <source>Watching can be shown beside the clock.</source>
        <translation>Das Beobachten kann neben der Uhr angezeigt werden.</translation>
    </message>
    <message>
        <source>This desktop has none: watching is shown in the window alone.</source>
        <translation>Dieser Desktop hat keinen: Das Beobachten wird nur im Fenster angezeigt.</translation>
    </message>
    <message>
        <source>It can tell which fields are for passwords, so that they are left out.</source>
        <translation>Es kann sagen, welche Felder für Passwörter sind, sodass sie ausgelassen werden.</translation>
    </message>
    <message>
        <source>There is none (AT-SPI): password fields of other windows can&apos;t be told, and watching asks before it goes on.</source>
        <translation>Es gibt keine (AT-SPI): Passwortfelder anderer Fenster sind nicht zu erkennen, und das Beobachten fragt, bevor es weitergeht.</translation>
    </message>
    <message>
        <source>Not used on this system.</source>
        <translation>Auf diesem System nicht verwendet.</translation>
    </message>
</context>
<context>
    <name>DoctorPage</name>
    <message>
        <source>Doctor</source>
        <translation>Diagnose</translation>
    </message>
    <message>
        <source>Whether keys are timed well here, and all else is in order.</source>
        <translation>Ob Tasten hier gut gemessen werden und alles andere in Ordnung ist.</translation>
    </message>
    <message>
        <source>&amp;Copy for a bug report</source>
        <translation>Für einen Fehlerbericht &amp;kopieren</translation>
    </message>
    <message>
        <source>Check a&amp;gain</source>
        <translation>Noch einmal prü&amp;fen</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>Dieser Computer</translation>
    </message>
    <message>
        <source>The copy holds no names, no addresses, no paths and nothing you typed.</source>
        <translation>Die Kopie enthält keine Namen, keine Adressen, keine Pfade und nichts Getipptes.</translation>
    </message>
    <message>
        <source>Key capture</source>
        <translation>Tastenerfassung</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>Kopiert.</translation>
    </message>
</context>
<context>
    <name>DriftCard</name>
    <message>
        <source>Filled: accepted. Hollow: rejected. Dashed: what was needed.</source>
        <translation>Gefüllt: angenommen. Hohl: abgelehnt. Gestrichelt: was nötig war.</translation>
    </message>
    <message>
        <source>Scores of {name}</source>
        <translation>Werte von {name}</translation>
    </message>
    <message>
        <source>Nothing yet: each verification will be a dot here.</source>
        <translation>Noch nichts: Jede Überprüfung wird hier ein Punkt.</translation>
    </message>
    <message>
        <source>{count} verifications from {first} to {last}: {accepted} accepted.</source>
        <translation>{count} Überprüfungen vom {first} bis {last}: {accepted} angenommen.</translation>
    </message>
    <message>
        <source>Verify over two weeks or more to see how the scores change.</source>
        <translation>Überprüfe zwei Wochen lang oder länger, um zu sehen, wie sich die Werte ändern.</translation>
    </message>
    <message>
        <source>The scores are steady.</source>
        <translation>Die Werte sind beständig.</translation>
    </message>
    <message>
        <source>The scores have risen.</source>
        <translation>Die Werte sind gestiegen.</translation>
    </message>
    <message>
        <source>The scores have fallen: type a few more attempts for this profile, so that it knows how its owner types now.</source>
        <translation>Die Werte sind gefallen: Tippe ein paar Versuche mehr für dieses Profil, damit es weiß, wie sein Besitzer jetzt tippt.</translation>
    </message>
</context>
<context>
    <name>EnrollDone</name>
    <message>
        <source>How often you will be refused</source>
        <translation>Wie oft du abgelehnt wirst</translation>
    </message>
    <message>
        <source>People type a little differently from day to day. Verify on each of the next two days and type a few more: a week from now, you will be refused far less often.</source>
        <translation>Menschen tippen jeden Tag ein wenig anders. Überprüfe dich an den nächsten zwei Tagen und tippe ein paar Versuche mehr: In einer Woche wirst du viel seltener abgelehnt.</translation>
    </message>
    <message>
        <source>Verify &amp;now</source>
        <translation>Jetzt ü&amp;berprüfen</translation>
    </message>
    <message>
        <source>&amp;Back to profiles</source>
        <translation>&amp;Zurück zu den Profilen</translation>
    </message>
    <message>
        <source>The profile is ready</source>
        <translation>Das Profil ist fertig</translation>
    </message>
    <message>
        <source>The profile waits to be delivered</source>
        <translation>Das Profil wartet auf die Zustellung</translation>
    </message>
    <message>
        <source>Very steady typing</source>
        <translation>Sehr gleichmäßiges Tippen</translation>
    </message>
    <message>
        <source>Steady typing</source>
        <translation>Gleichmäßiges Tippen</translation>
    </message>
    <message>
        <source>Varied typing: more attempts will help</source>
        <translation>Wechselhaftes Tippen: Mehr Versuche helfen</translation>
    </message>
    <message>
        <source>While 1 in {strangers} strangers gets in, you will be refused about {percent}% of the time today</source>
        <translation>Solange einer von {strangers} Fremden durchkommt, wirst du heute in etwa {percent} % der Fälle abgelehnt</translation>
    </message>
    <message>
        <source>, at most {high}% for 95 in 100 people.</source>
        <translation>, höchstens in {high} % bei 95 von 100 Menschen.</translation>
    </message>
    <message>
        <source>, between {low}% and {high}% for 95 in 100 people.</source>
        <translation>, zwischen {low} % und {high} % bei 95 von 100 Menschen.</translation>
    </message>
    <message>
        <source>That holds for one sentence on the day of enrolment. On later days more will be refused; how much more isn&apos;t known for free text.</source>
        <translation>Das gilt für einen Satz am Tag des Anlernens. An späteren Tagen wird öfter abgelehnt; wie viel öfter, ist für freien Text nicht bekannt.</translation>
    </message>
    <message>
        <source>More on later days: about {percent}%, unless you type a few more then. These numbers are good to about 10 points.</source>
        <translation>An späteren Tagen öfter: in etwa {percent} %, außer du tippst dann ein paar Versuche mehr. Diese Zahlen sind auf etwa 10 Punkte genau.</translation>
    </message>
    <message>
        <source>Five attempts more would hardly change that.</source>
        <translation>Fünf Versuche mehr würden daran kaum etwas ändern.</translation>
    </message>
    <message>
        <source>Five attempts more would have made it about {percent}% today.</source>
        <translation>Mit fünf Versuchen mehr wären es heute etwa {percent} %.</translation>
    </message>
    <message>
        <source>No key varies much more than the others. The stronger the colour, the more.</source>
        <translation>Keine Taste schwankt viel mehr als die anderen. Je kräftiger die Farbe, desto mehr.</translation>
    </message>
    <message>
        <source>The stronger the colour, the more it varied from attempt to attempt; most at key {places}.</source>
        <translation>Je kräftiger die Farbe, desto mehr schwankte es von Versuch zu Versuch; am meisten bei Taste {places}.</translation>
    </message>
    <message>
        <source>What you typed is not lost: its features are kept here, encrypted, and sent as soon as the service takes them. Under Profiles you can send them now or delete them.</source>
        <translation>Was du getippt hast, ist nicht verloren: Seine Merkmale bleiben hier, verschlüsselt, und werden gesendet, sobald der Dienst sie annimmt. Unter „Profile“ kannst du sie jetzt senden oder löschen.</translation>
    </message>
    <message>
        <source>{name} can now be verified with this phrase.</source>
        <translation>{name} kann jetzt mit diesem Satz überprüft werden.</translation>
    </message>
    <message>
        <source>{name} can now be verified with any text: one sentence will do.</source>
        <translation>{name} kann jetzt mit jedem Text überprüft werden: Ein Satz genügt.</translation>
    </message>
    <message>
        <source>This profile knows only a few keys: to be refused less often, make another one of about five sentences.</source>
        <translation>Dieses Profil kennt nur wenige Tasten: Um seltener abgelehnt zu werden, lege eines aus etwa fünf Sätzen an.</translation>
    </message>
</context>
<context>
    <name>EnrollForm</name>
    <message>
        <source>&amp;Free text</source>
        <translation>&amp;Freier Text</translation>
    </message>
    <message>
        <source>S&amp;tart typing</source>
        <translation>&amp;Tippen beginnen</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Abbrechen</translation>
    </message>
    <message>
        <source>Na&amp;me of the person</source>
        <translation>Na&amp;me der Person</translation>
    </message>
    <message>
        <source>A phrase of your &amp;own</source>
        <translation>Ein eige&amp;ner Satz</translation>
    </message>
    <message>
        <source>A s&amp;uggested passphrase</source>
        <translation>Ein &amp;vorgeschlagener Satz</translation>
    </message>
    <message>
        <source>Then it is shown when you verify.</source>
        <translation>Dann wird er beim Überprüfen angezeigt.</translation>
    </message>
    <message>
        <source>What is typed</source>
        <translation>Was getippt wird</translation>
    </message>
    <message>
        <source>&amp;Keep the phrase, encrypted</source>
        <translation>Den Satz verschlüsselt &amp;behalten</translation>
    </message>
    <message>
        <source>You copy sentences that are shown, or write what you like: about five sentences now, and one to verify. What you write is neither kept nor sent.</source>
        <translation>Du schreibst angezeigte Sätze ab oder schreibst, was du willst: jetzt etwa fünf Sätze, zum Überprüfen einen. Was du schreibst, wird weder behalten noch gesendet.</translation>
    </message>
    <message>
        <source>This person</source>
        <translation>Diese Person</translation>
    </message>
    <message>
        <source>{name} a&amp;grees to be recognised</source>
        <translation>{name} stimmt zu, erkannt zu &amp;werden</translation>
    </message>
    <message>
        <source>Ask the person first, and tick that they agree.</source>
        <translation>Frage die Person zuerst, und hake an, dass sie zustimmt.</translation>
    </message>
    <message>
        <source>The profile stays on this computer.</source>
        <translation>Das Profil bleibt auf diesem Computer.</translation>
    </message>
    <message>
        <source>Features of the rhythm and the name go to {service}, never the text.</source>
        <translation>Merkmale des Rhythmus und der Name gehen an {service}, nie der Text.</translation>
    </message>
</context>
<context>
    <name>EnrollPage</name>
    <message>
        <source>New profile</source>
        <translation>Neues Profil</translation>
    </message>
</context>
<context>
    <name>EnrollProgress</name>
    <message>
        <source>Keys typed so far</source>
        <translation>Bisher getippte Tasten</translation>
    </message>
    <message>
        <source>{done} of {wanted} keys</source>
        <translation>{done} von {wanted} Tasten</translation>
    </message>
    <message>
        <source>{done} of {wanted}</source>
        <translation>{done} von {wanted}</translation>
    </message>
</context>
<context>
    <name>EnrollTyping</name>
    <message>
        <source>Hide what is t&amp;yped</source>
        <translation>Getipptes v&amp;erbergen</translation>
    </message>
    <message>
        <source>&amp;Finish now</source>
        <translation>Jetzt &amp;fertig</translation>
    </message>
    <message>
        <source>Five &amp;more</source>
        <translation>Fünf &amp;mehr</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Abbrechen</translation>
    </message>
    <message>
        <source>Type the phrase as you always would, and press Enter each time.</source>
        <translation>Tippe den Satz, wie du es immer tun würdest, und drücke jedes Mal die Eingabetaste.</translation>
    </message>
    <message>
        <source>Copy the sentence or write what you like, as you always would: mistakes and corrections are part of it. Press Enter or Done at the end.</source>
        <translation>Schreibe den Satz ab oder was du willst, wie du es immer tun würdest: Fehler und Korrekturen gehören dazu. Drücke am Ende die Eingabetaste oder „Fertig“.</translation>
    </message>
    <message>
        <source>Making the profile …</source>
        <translation>Das Profil wird angelegt …</translation>
    </message>
    <message>
        <source>Counted.</source>
        <translation>Gezählt.</translation>
    </message>
    <message>
        <source>Counted, but: {remark}</source>
        <translation>Gezählt, aber: {remark}</translation>
    </message>
    <message>
        <source>Not counted: {reason}</source>
        <translation>Nicht gezählt: {reason}</translation>
    </message>
    <message>
        <source>If that goes on, cancel and choose a phrase whose characters each take one key.</source>
        <translation>Wenn das so weitergeht, brich ab und wähle einen Satz, dessen Zeichen je eine Taste brauchen.</translation>
    </message>
    <message>
        <source>If that goes on, use words whose characters each take one key.</source>
        <translation>Wenn das so weitergeht, nimm Wörter, deren Zeichen je eine Taste brauchen.</translation>
    </message>
    <message>
        <source>You can finish now. With {wanted} keys, about five sentences, you will be refused less often.</source>
        <translation>Du kannst jetzt aufhören. Mit {wanted} Tasten, etwa fünf Sätzen, wirst du seltener abgelehnt.</translation>
    </message>
    <message>
        <source>You can finish now: you will be refused about {now}% of the time.</source>
        <translation>Du kannst jetzt aufhören: Du wirst in etwa {now} % der Fälle abgelehnt.</translation>
    </message>
    <message>
        <source>Five attempts more make it about {then}%.</source>
        <translation>Fünf Versuche mehr machen daraus etwa {then} %.</translation>
    </message>
</context>
<context>
    <name>Entrance</name>
    <message>
        <source>{variable} is set, but not to this store&apos;s passphrase: enter that one.</source>
        <translation>{variable} ist gesetzt, aber nicht auf die Passphrase dieser Daten: Gib diese ein.</translation>
    </message>
    <message>
        <source>That is not the passphrase. Nothing was changed: try again.</source>
        <translation>Das ist nicht die Passphrase. Nichts wurde geändert: Versuche es noch einmal.</translation>
    </message>
</context>
<context>
    <name>EventModel</name>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>Profil</translation>
    </message>
    <message>
        <source>Score / needed</source>
        <translation>Wert / nötig</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Wo</translation>
    </message>
</context>
<context>
    <name>EventTable</name>
    <message>
        <source>Events, the newest first</source>
        <translation>Ereignisse, die neuesten zuerst</translation>
    </message>
</context>
<context>
    <name>HeatMap</name>
    <message>
        <source>Likeness by key and transition; arrow keys move</source>
        <translation>Ähnlichkeit nach Taste und Übergang; die Pfeiltasten bewegen die Auswahl</translation>
    </message>
</context>
<context>
    <name>HeatStrip</name>
    <message>
        <source>Steadiness of {count} keys; those that vary most: {places}</source>
        <translation>Gleichmäßigkeit von {count} Tasten; am meisten schwanken: {places}</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>held</source>
        <translation>gehalten</translation>
    </message>
    <message>
        <source>to the next</source>
        <translation>bis zur nächsten</translation>
    </message>
</context>
<context>
    <name>History</name>
    <message>
        <source>Enrolled</source>
        <translation>Angelernt</translation>
    </message>
    <message>
        <source>Attempts added</source>
        <translation>Versuche hinzugefügt</translation>
    </message>
    <message>
        <source>Verified</source>
        <translation>Überprüft</translation>
    </message>
    <message>
        <source>Identified</source>
        <translation>Identifiziert</translation>
    </message>
    <message>
        <source>Watched</source>
        <translation>Beobachtet</translation>
    </message>
    <message>
        <source>Learnt</source>
        <translation>Dazugelernt</translation>
    </message>
    <message>
        <source>Rolled back</source>
        <translation>Zurückgegangen</translation>
    </message>
    <message>
        <source>Renamed</source>
        <translation>Umbenannt</translation>
    </message>
    <message>
        <source>Kept though unused</source>
        <translation>Unbenutzt behalten</translation>
    </message>
    <message>
        <source>Profile deleted</source>
        <translation>Profil gelöscht</translation>
    </message>
    <message>
        <source>Delivered to the service</source>
        <translation>An den Dienst zugestellt</translation>
    </message>
    <message>
        <source>Exported</source>
        <translation>Exportiert</translation>
    </message>
    <message>
        <source>Imported</source>
        <translation>Importiert</translation>
    </message>
    <message>
        <source>Signed in</source>
        <translation>Angemeldet</translation>
    </message>
    <message>
        <source>Signed out</source>
        <translation>Abgemeldet</translation>
    </message>
    <message>
        <source>Consent given</source>
        <translation>Eingewilligt</translation>
    </message>
    <message>
        <source>Consent withdrawn</source>
        <translation>Einwilligung widerrufen</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>Angenommen</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>Nobody known</source>
        <translation>Niemand Bekanntes</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>Dieser Computer</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Dienst</translation>
    </message>
    <message>
        <source>This computer, for the service</source>
        <translation>Dieser Computer, für den Dienst</translation>
    </message>
    <message>
        <source>Deleted by the service</source>
        <translation>Vom Dienst gelöscht</translation>
    </message>
</context>
<context>
    <name>HistoryFilter</name>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Search the history</source>
        <translation>Im Verlauf suchen</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>Profil</translation>
    </message>
    <message>
        <source>All profiles</source>
        <translation>Alle Profile</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Was geschah</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Alles</translation>
    </message>
</context>
<context>
    <name>HistoryPage</name>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>What happened in the last twelve months. It never holds what was typed.</source>
        <translation>Was in den letzten zwölf Monaten geschah. Getipptes steht nie darin.</translation>
    </message>
    <message>
        <source>Save as &amp;CSV</source>
        <translation>Als &amp;CSV speichern</translation>
    </message>
    <message>
        <source>Nothing has happened yet</source>
        <translation>Noch ist nichts geschehen</translation>
    </message>
    <message>
        <source>Make a profile and verify with it: each step is then listed here.</source>
        <translation>Lege ein Profil an und überprüfe damit: Jeder Schritt steht dann hier.</translation>
    </message>
    <message>
        <source>{count} more can&apos;t be read: the store was damaged or tampered with.</source>
        <translation>{count} weitere sind nicht lesbar: Die Daten wurden beschädigt oder verändert.</translation>
    </message>
    <message>
        <source>{shown} of {all} events</source>
        <translation>{shown} von {all} Ereignissen</translation>
    </message>
    <message>
        <source>None of {all} events is like that: search for less.</source>
        <translation>Keines von {all} Ereignissen ist so: Suche nach weniger.</translation>
    </message>
    <message>
        <source>Save the history</source>
        <translation>Verlauf speichern</translation>
    </message>
    <message>
        <source>The history is saved. The file isn&apos;t encrypted: keep it to yourself.</source>
        <translation>Der Verlauf ist gespeichert. Die Datei ist nicht verschlüsselt: Behalte sie für dich.</translation>
    </message>
</context>
<context>
    <name>IdentifyPage</name>
    <message>
        <source>Identify</source>
        <translation>Identifizieren</translation>
    </message>
    <message>
        <source>Type, and see who of the enrolled types like this.</source>
        <translation>Tippe, und sieh, wer von den Angelernten so tippt.</translation>
    </message>
    <message>
        <source>&amp;New profile</source>
        <translation>&amp;Neues Profil</translation>
    </message>
    <message>
        <source>There are too few profiles to tell apart</source>
        <translation>Es gibt zu wenige Profile, um sie zu unterscheiden</translation>
    </message>
    <message>
        <source>Make at least two: of people who type the same phrase, or of free text.</source>
        <translation>Lege mindestens zwei an: von Menschen, die denselben Satz tippen, oder mit freiem Text.</translation>
    </message>
    <message>
        <source>What you &amp;type</source>
        <translation>Was du &amp;tippst</translation>
    </message>
    <message>
        <source>A phrase</source>
        <translation>Ein Satz</translation>
    </message>
    <message>
        <source>Free text</source>
        <translation>Freier Text</translation>
    </message>
    <message>
        <source>Copy the sentence or write what you like: the more you type, the surer the answer.</source>
        <translation>Schreibe den Satz ab oder was du möchtest: Je mehr du tippst, desto sicherer ist die Antwort.</translation>
    </message>
    <message>
        <source>Only those who enrolled with the phrase that you type are compared.</source>
        <translation>Verglichen werden nur die, die mit dem Satz angelernt sind, den du tippst.</translation>
    </message>
    <message>
        <source>Comparing …</source>
        <translation>Wird verglichen …</translation>
    </message>
</context>
<context>
    <name>IdentityCard</name>
    <message>
        <source>Nobody who is enrolled types clearly enough like this.</source>
        <translation>Niemand von den Erfassten tippt deutlich genug so.</translation>
    </message>
    <message>
        <source>About 1 in {count} strangers would be taken for somebody enrolled.</source>
        <translation>Etwa 1 von {count} Fremden würde für jemanden gehalten, der angelernt ist.</translation>
    </message>
    <message>
        <source>Nobody known</source>
        <translation>Niemand Bekanntes</translation>
    </message>
    <message>
        <source>Not compared: {list}.</source>
        <translation>Nicht verglichen: {list}.</translation>
    </message>
</context>
<context>
    <name>IdleRow</name>
    <message>
        <source>Nobody has used the profile {name} for {months} months or longer. What isn&apos;t needed is better deleted: keep it or delete it?</source>
        <translation>Das Profil {name} hat seit {months} Monaten oder länger niemand benutzt. Was nicht gebraucht wird, ist besser gelöscht: behalten oder löschen?</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Delete for good</source>
        <translation>Endgültig löschen</translation>
    </message>
</context>
<context>
    <name>Inventory</name>
    <message>
        <source>Failures, locks, what makes replays known</source>
        <translation>Fehlversuche, Sperren und was Wiederholungen erkennbar macht</translation>
    </message>
    <message>
        <source>Templates</source>
        <translation>Vorlagen</translation>
    </message>
    <message>
        <source>Earlier templates</source>
        <translation>Frühere Vorlagen</translation>
    </message>
    <message>
        <source>Names and phrases of profiles</source>
        <translation>Namen und Sätze der Profile</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Consent</source>
        <translation>Einwilligung</translation>
    </message>
    <message>
        <source>Waiting for a service</source>
        <translation>Wartet auf einen Dienst</translation>
    </message>
    <message>
        <source>Keys and sign-ins</source>
        <translation>Schlüssel und Anmeldungen</translation>
    </message>
</context>
<context>
    <name>Invitation</name>
    <message>
        <source>Verify and type a few more today: rhythms change from day to day, and this profile knows one day only.</source>
        <translation>Überprüfe dich und tippe heute ein paar Versuche mehr: Rhythmen ändern sich von Tag zu Tag, und dieses Profil kennt erst einen Tag.</translation>
    </message>
    <message>
        <source>Verify and type a few more today: with one more day, this profile is firm.</source>
        <translation>Überprüfe dich und tippe heute ein paar Versuche mehr: Mit noch einem Tag ist dieses Profil gefestigt.</translation>
    </message>
</context>
<context>
    <name>KeepingCard</name>
    <message>
        <source>Learn from my verifications</source>
        <translation>Aus meinen Überprüfungen lernen</translation>
    </message>
    <message>
        <source>A profile on this computer then takes in attempts that pass far beyond doubt, and follows its owner as the years go by. Each change can be taken back in the history.</source>
        <translation>Ein Profil auf diesem Computer nimmt dann Versuche auf, die weit über jeden Zweifel bestehen, und folgt seinem Besitzer durch die Jahre. Jede Änderung lässt sich im Verlauf zurücknehmen.</translation>
    </message>
    <message>
        <source>Months after which unused profiles are offered for deletion</source>
        <translation>Monate, nach denen unbenutzte Profile zum Löschen angeboten werden</translation>
    </message>
    <message>
        <source>How profiles change and stay</source>
        <translation>Wie Profile sich ändern und bleiben</translation>
    </message>
</context>
<context>
    <name>Likeness</name>
    <message>
        <source>{first} was held {typed} ms, usually {usual} ms ({low} to {high}).</source>
        <translation>{first} wurde {typed} ms gehalten, gewöhnlich {usual} ms ({low} bis {high}).</translation>
    </message>
    <message>
        <source>{first} to {second} took {typed} ms, usually {usual} ms ({low} to {high}).</source>
        <translation>{first} bis {second} dauerte {typed} ms, gewöhnlich {usual} ms ({low} bis {high}).</translation>
    </message>
    <message>
        <source>{first} held longer</source>
        <translation>{first} länger gehalten</translation>
    </message>
    <message>
        <source>{first} to {second} slower</source>
        <translation>{first} bis {second} langsamer</translation>
    </message>
    <message>
        <source>{first} held shorter</source>
        <translation>{first} kürzer gehalten</translation>
    </message>
    <message>
        <source>{first} to {second} faster</source>
        <translation>{first} bis {second} schneller</translation>
    </message>
    <message>
        <source>{first} to {second}</source>
        <translation>{first} bis {second}</translation>
    </message>
</context>
<context>
    <name>LockCountdown</name>
    <message>
        <source>The lock is over: you can try again now.</source>
        <translation>Die Sperre ist vorbei: Du kannst es jetzt wieder versuchen.</translation>
    </message>
    <message>
        <source>Locked until {time} (in {left}).</source>
        <translation>Gesperrt bis {time} (noch {left}).</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} s</translation>
    </message>
    <message>
        <source>{minutes} min {seconds} s</source>
        <translation>{minutes} min {seconds} s</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Keystroke</source>
        <translation>Keystroke</translation>
    </message>
</context>
<context>
    <name>MorePage</name>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Abbrechen</translation>
    </message>
    <message>
        <source>More attempts for {name}</source>
        <translation>Mehr Versuche für {name}</translation>
    </message>
    <message>
        <source>The more a profile knows, and the more days it knows, the less often its owner is refused. The first attempt shows that it is you, the others are added.</source>
        <translation>Je mehr ein Profil kennt, und je mehr Tage, desto seltener wird sein Besitzer abgelehnt. Der erste Versuch zeigt, dass du es bist, die anderen werden hinzugefügt.</translation>
    </message>
    <message>
        <source>Counted.</source>
        <translation>Gezählt.</translation>
    </message>
    <message>
        <source>Not counted: {reason}</source>
        <translation>Nicht gezählt: {reason}</translation>
    </message>
    <message>
        <source>Adding …</source>
        <translation>Wird hinzugefügt …</translation>
    </message>
    <message>
        <source>The attempts are added to the profile.</source>
        <translation>Die Versuche sind zum Profil hinzugefügt.</translation>
    </message>
    <message>
        <source>That wasn&apos;t enough like the profile: nothing was added. Type as you always do.</source>
        <translation>Das war dem Profil nicht ähnlich genug: Nichts wurde hinzugefügt. Tippe, wie du immer tippst.</translation>
    </message>
</context>
<context>
    <name>NotepadPage</name>
    <message>
        <source>Write</source>
        <translation>Schreiben</translation>
    </message>
    <message>
        <source>While you write, every fifty keys tell anew whether it is you.</source>
        <translation>Während du schreibst, sagen je fünfzig Tasten neu, ob du es bist.</translation>
    </message>
    <message>
        <source>&amp;New profile</source>
        <translation>&amp;Neues Profil</translation>
    </message>
    <message>
        <source>There is nobody to compare with yet</source>
        <translation>Es gibt noch niemanden zum Vergleichen</translation>
    </message>
    <message>
        <source>Make a profile of free text on this computer first.</source>
        <translation>Lege zuerst auf diesem Computer ein Profil mit freiem Text an.</translation>
    </message>
    <message>
        <source>P&amp;rofile</source>
        <translation>P&amp;rofil</translation>
    </message>
    <message>
        <source>●  Recording when keys go down and up, in this field only</source>
        <translation>●  Zeichnet auf, wann Tasten gedrückt und losgelassen werden, nur in diesem Feld</translation>
    </message>
    <message>
        <source>○  Not recording</source>
        <translation>○  Zeichnet nicht auf</translation>
    </message>
    <message>
        <source>{keys} of {wanted} keys to the next answer</source>
        <translation>{keys} von {wanted} Tasten bis zur nächsten Antwort</translation>
    </message>
    <message>
        <source>Not enough yet to say</source>
        <translation>Noch nicht genug für eine Antwort</translation>
    </message>
    <message>
        <source>This is {name}</source>
        <translation>Das ist {name}</translation>
    </message>
    <message>
        <source>This isn&apos;t {name}</source>
        <translation>Das ist nicht {name}</translation>
    </message>
    <message>
        <source>It can&apos;t be told whether this is {name}</source>
        <translation>Es ist nicht zu sagen, ob das {name} ist</translation>
    </message>
    <message>
        <source>{answer}, as far as {keys} keys tell</source>
        <translation>{answer}, soweit {keys} Tasten es sagen</translation>
    </message>
</context>
<context>
    <name>OpeningPage</name>
    <message>
        <source>&amp;Try again</source>
        <translation>Noch einmal &amp;versuchen</translation>
    </message>
    <message>
        <source>Opening …</source>
        <translation>Wird geöffnet …</translation>
    </message>
    <message>
        <source>Your data can&apos;t be opened</source>
        <translation>Deine Daten können nicht geöffnet werden</translation>
    </message>
</context>
<context>
    <name>OwnPhrase</name>
    <message>
        <source>Ph&amp;rase</source>
        <translation>S&amp;atz</translation>
    </message>
    <message>
        <source>A short sentence that you like to type, best of 20 characters or more.</source>
        <translation>Ein kurzer Satz, den du gern tippst, am besten mit 20 Zeichen oder mehr.</translation>
    </message>
    <message>
        <source>At this length, owners are refused about {percent}% of the time, at first.</source>
        <translation>Bei dieser Länge werden Besitzer anfangs in etwa {percent} % der Fälle abgelehnt.</translation>
    </message>
    <message>
        <source>{characters} characters, {keys} different ones</source>
        <translation>{characters} Zeichen, {keys} verschiedene</translation>
    </message>
</context>
<context>
    <name>PhraseStrength</name>
    <message>
        <source>Too short: six characters at least.</source>
        <translation>Zu kurz: mindestens sechs Zeichen.</translation>
    </message>
    <message>
        <source>Weak: with a phrase this short, you are refused more often. Add words.</source>
        <translation>Schwach: Mit einem so kurzen Satz wirst du öfter abgelehnt. Füge Wörter hinzu.</translation>
    </message>
    <message>
        <source>Fair: one more word makes it better.</source>
        <translation>Mäßig: Ein Wort mehr macht ihn besser.</translation>
    </message>
    <message>
        <source>Good: long and varied enough.</source>
        <translation>Gut: lang und abwechslungsreich genug.</translation>
    </message>
    <message>
        <source>Strong: it shows much of a rhythm.</source>
        <translation>Stark: Er zeigt viel von einem Rhythmus.</translation>
    </message>
    <message>
        <source>It repeats itself: more different keys show more of a rhythm.</source>
        <translation>Er wiederholt sich: Mehr verschiedene Tasten zeigen mehr von einem Rhythmus.</translation>
    </message>
</context>
<context>
    <name>PrivacyPage</name>
    <message>
        <source>Privacy</source>
        <translation>Datenschutz</translation>
    </message>
    <message>
        <source>Typing rhythm is biometric data. This is all that there is of yours.</source>
        <translation>Der Tipprhythmus ist ein biometrisches Merkmal. Das ist alles, was es von deinem gibt.</translation>
    </message>
    <message>
        <source>What is stored</source>
        <translation>Was gespeichert ist</translation>
    </message>
    <message>
        <source>Wi&amp;thdraw it in the settings …</source>
        <translation>In den Einstellungen wider&amp;rufen …</translation>
    </message>
    <message>
        <source>Consent</source>
        <translation>Einwilligung</translation>
    </message>
    <message>
        <source>The last request</source>
        <translation>Die letzte Anfrage</translation>
    </message>
    <message>
        <source>The last that was sent to a service</source>
        <translation>Das Letzte, was an einen Dienst gesendet wurde</translation>
    </message>
    <message>
        <source>Nothing has been sent since the program was started.</source>
        <translation>Seit dem Start des Programms wurde nichts gesendet.</translation>
    </message>
    <message>
        <source>{size}, byte by byte; only the access token is left out.</source>
        <translation>{size}, Byte für Byte; nur das Zugangstoken ist ausgelassen.</translation>
    </message>
    <message>
        <source>{path} ({size})</source>
        <translation>{path} ({size})</translation>
    </message>
    <message>
        <source>The key is in the system&apos;s keychain.</source>
        <translation>Der Schlüssel ist im Schlüsselbund des Systems.</translation>
    </message>
    <message>
        <source>The key is encrypted under your passphrase (Argon2id).</source>
        <translation>Der Schlüssel ist mit deiner Passphrase verschlüsselt (Argon2id).</translation>
    </message>
    <message>
        <source>Each record is encrypted and authenticated (AES-256-GCM).</source>
        <translation>Jeder Eintrag ist verschlüsselt und beglaubigt (AES-256-GCM).</translation>
    </message>
    <message>
        <source>1 record</source>
        <translation>1 Eintrag</translation>
    </message>
    <message>
        <source>{count} records</source>
        <translation>{count} Einträge</translation>
    </message>
    <message>
        <source>There is none.</source>
        <translation>Es gibt keine.</translation>
    </message>
    <message>
        <source>the user of this computer</source>
        <translation>dem Benutzer dieses Computers</translation>
    </message>
    <message>
        <source>Given by {who} on {when}, to version {version} of the text.</source>
        <translation>Gegeben von {who} am {when}, zu Fassung {version} des Textes.</translation>
    </message>
</context>
<context>
    <name>ProfileCard</name>
    <message>
        <source>Provisional</source>
        <translation>Vorläufig</translation>
    </message>
    <message>
        <source>Until it was accepted on two later days.</source>
        <translation>Bis es an zwei späteren Tagen angenommen wurde.</translation>
    </message>
    <message>
        <source>New name of the profile</source>
        <translation>Neuer Name des Profils</translation>
    </message>
    <message>
        <source>Renamed on this computer only: the service keeps the first name.</source>
        <translation>Nur auf diesem Computer umbenannt: Der Dienst behält den ersten Namen.</translation>
    </message>
    <message>
        <source>Delete this profile for good? Its owner will have to enrol again.</source>
        <translation>Dieses Profil endgültig löschen? Sein Besitzer muss es dann neu anlernen.</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>Überprüfen</translation>
    </message>
    <message>
        <source>More for {name}</source>
        <translation>Mehr für {name}</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>&amp;Type more</source>
        <translation>&amp;Mehr tippen</translation>
    </message>
    <message>
        <source>&amp;Rename</source>
        <translation>&amp;Umbenennen</translation>
    </message>
    <message>
        <source>Scores and &amp;versions</source>
        <translation>Werte und &amp;Fassungen</translation>
    </message>
    <message>
        <source>&amp;Delete …</source>
        <translation>&amp;Löschen …</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Delete for good</source>
        <translation>Endgültig löschen</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Deleting …</source>
        <translation>Wird gelöscht …</translation>
    </message>
    <message>
        <source>this computer</source>
        <translation>dieser Computer</translation>
    </message>
    <message>
        <source>Same phrase</source>
        <translation>Derselbe Satz</translation>
    </message>
    <message>
        <source>Free text</source>
        <translation>Freier Text</translation>
    </message>
    <message>
        <source>enrolled {day}</source>
        <translation>angelernt am {day}</translation>
    </message>
    <message>
        <source>Not recognised yet</source>
        <translation>Noch nie erkannt</translation>
    </message>
    <message>
        <source>Last recognised {day}</source>
        <translation>Zuletzt erkannt am {day}</translation>
    </message>
    <message>
        <source>d MMMM yyyy</source>
        <translation>d. MMMM yyyy</translation>
    </message>
</context>
<context>
    <name>ProfilesPage</name>
    <message>
        <source>Profiles</source>
        <translation>Profile</translation>
    </message>
    <message>
        <source>The people whose typing rhythm this program knows.</source>
        <translation>Die Menschen, deren Tipprhythmus dieses Programm kennt.</translation>
    </message>
    <message>
        <source>&amp;New profile</source>
        <translation>&amp;Neues Profil</translation>
    </message>
    <message>
        <source>Nobody is enrolled yet</source>
        <translation>Noch niemand ist angelernt</translation>
    </message>
    <message>
        <source>A profile is one person and what is typed: the same phrase each time, or any text. Make one, type for a minute, and this program will know your rhythm.</source>
        <translation>Ein Profil ist eine Person und was getippt wird: jedes Mal derselbe Satz, oder beliebiger Text. Lege eines an, tippe eine Minute lang, und dieses Programm kennt deinen Rhythmus.</translation>
    </message>
    <message>
        <source>{count} more can&apos;t be read: the store was damaged or tampered with.</source>
        <translation>{count} weitere sind nicht lesbar: Die Daten wurden beschädigt oder verändert.</translation>
    </message>
    <message>
        <source>Deleted here, and still to be deleted by a service that couldn&apos;t be reached: {count}. It is tried again by itself.</source>
        <translation>Hier gelöscht, und noch zu löschen von einem Dienst, der nicht erreicht wurde: {count}. Es wird von selbst wieder versucht.</translation>
    </message>
    <message>
        <source>The profile is deleted here. The service could not be reached: its deletion there is kept in Settings and tried again.</source>
        <translation>Das Profil ist hier gelöscht. Der Dienst wurde nicht erreicht: Das Löschen dort ist in den Einstellungen vorgemerkt und wird wieder versucht.</translation>
    </message>
</context>
<context>
    <name>ProgressDots</name>
    <message>
        <source>{done} of {wanted} attempts</source>
        <translation>{done} von {wanted} Versuchen</translation>
    </message>
    <message>
        <source>, {fair} of them with a remark</source>
        <translation>, {fair} davon mit einer Bemerkung</translation>
    </message>
</context>
<context>
    <name>RecordWindow</name>
    <message>
        <source>Keystroke: record</source>
        <translation>Keystroke: aufzeichnen</translation>
    </message>
    <message>
        <source>{done} of {count} recorded. Close the window to stop earlier.</source>
        <translation>{done} von {count} aufgezeichnet. Schließe das Fenster, um früher aufzuhören.</translation>
    </message>
</context>
<context>
    <name>Refusal</name>
    <message>
        <source>That was not the phrase. Type it again.</source>
        <translation>Das war nicht der Satz. Tippe ihn noch einmal.</translation>
    </message>
    <message>
        <source>There was a correction in it. Type the phrase in one go, or start over.</source>
        <translation>Darin war eine Korrektur. Tippe den Satz in einem Zug, oder beginne von vorn.</translation>
    </message>
    <message>
        <source>A key was pressed that is no part of the phrase. Type the phrase again.</source>
        <translation>Eine Taste wurde gedrückt, die nicht zum Satz gehört. Tippe den Satz noch einmal.</translation>
    </message>
    <message>
        <source>The field lost the focus half-way. Type it again.</source>
        <translation>Das Feld hat mittendrin den Fokus verloren. Tippe es noch einmal.</translation>
    </message>
    <message>
        <source>Key capture stopped half-way. Type it again.</source>
        <translation>Das Aufzeichnen hat mittendrin aufgehört. Tippe es noch einmal.</translation>
    </message>
    <message>
        <source>There was a long pause before key {place}. Type the phrase without a break.</source>
        <translation>Vor Taste {place} war eine lange Pause. Tippe den Satz ohne Unterbrechung.</translation>
    </message>
    <message>
        <source>Part of the text was not typed key by key. Type it, without pasting.</source>
        <translation>Ein Teil des Textes wurde nicht Taste für Taste getippt. Tippe ihn, ohne einzufügen.</translation>
    </message>
    <message>
        <source>The captured keys do not match the text. Type it again, key by key.</source>
        <translation>Die aufgezeichneten Tasten passen nicht zum Text. Tippe ihn noch einmal, Taste für Taste.</translation>
    </message>
    <message>
        <source>That was faster than people type. Type it yourself, key by key.</source>
        <translation>Das war schneller, als Menschen tippen. Tippe es selbst, Taste für Taste.</translation>
    </message>
    <message>
        <source>Its times are not good enough to show a rhythm.</source>
        <translation>Seine Zeiten sind nicht gut genug, um einen Rhythmus zu zeigen.</translation>
    </message>
    <message>
        <source>That was too short to tell a rhythm. Type a whole sentence, 15 keys at least.</source>
        <translation>Das war zu kurz für einen Rhythmus. Tippe einen ganzen Satz, mindestens 15 Tasten.</translation>
    </message>
    <message>
        <source>There is no profile here that it could be compared with.</source>
        <translation>Hier ist kein Profil, mit dem es verglichen werden könnte.</translation>
    </message>
</context>
<context>
    <name>Remark</name>
    <message>
        <source>There was a pause before key {place}.</source>
        <translation>Vor Taste {place} war eine Pause.</translation>
    </message>
</context>
<context>
    <name>ResultCard</name>
    <message>
        <source>Decided by this computer: the service could not be reached.</source>
        <translation>Von diesem Computer entschieden: Der Dienst war nicht erreichbar.</translation>
    </message>
    <message>
        <source>Not scored</source>
        <translation>Nicht bewertet</translation>
    </message>
    <message>
        <source>Too many attempts failed in a row: the service takes no more now.</source>
        <translation>Zu viele Versuche in Folge sind gescheitert: Der Dienst nimmt gerade keine mehr an.</translation>
    </message>
    <message>
        <source>Locked for now</source>
        <translation>Vorerst gesperrt</translation>
    </message>
    <message>
        <source>Could not be scored</source>
        <translation>Konnte nicht bewertet werden</translation>
    </message>
</context>
<context>
    <name>RhythmLines</name>
    <message>
        <source>Usual rhythm, {usual} seconds; this one, {typed} seconds</source>
        <translation>Gewöhnlicher Rhythmus, {usual} Sekunden; dieser, {typed} Sekunden</translation>
    </message>
    <message>
        <source>Usual</source>
        <translation>Gewöhnlich</translation>
    </message>
    <message>
        <source>This attempt</source>
        <translation>Dieser Versuch</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} s</translation>
    </message>
</context>
<context>
    <name>RhythmRibbon</name>
    <message>
        <source>Rhythm of this attempt</source>
        <translation>Rhythmus dieses Versuchs</translation>
    </message>
</context>
<context>
    <name>Routes</name>
    <message>
        <source>&amp;Profiles</source>
        <translation>&amp;Profile</translation>
    </message>
    <message>
        <source>&amp;Verify</source>
        <translation>Ü&amp;berprüfen</translation>
    </message>
    <message>
        <source>&amp;Identify</source>
        <translation>&amp;Identifizieren</translation>
    </message>
    <message>
        <source>&amp;Write</source>
        <translation>Schrei&amp;ben</translation>
    </message>
    <message>
        <source>&amp;History</source>
        <translation>Ver&amp;lauf</translation>
    </message>
    <message>
        <source>Priv&amp;acy</source>
        <translation>D&amp;atenschutz</translation>
    </message>
    <message>
        <source>&amp;Doctor</source>
        <translation>&amp;Diagnose</translation>
    </message>
    <message>
        <source>&amp;Settings</source>
        <translation>Ein&amp;stellungen</translation>
    </message>
</context>
<context>
    <name>ScoreChart</name>
    <message>
        <source>d MMM</source>
        <translation>d. MMM</translation>
    </message>
</context>
<context>
    <name>ScoreScale</name>
    <message>
        <source>Score {score}</source>
        <translation>Wert {score}</translation>
    </message>
    <message>
        <source>Needed {threshold}</source>
        <translation>Nötig {threshold}</translation>
    </message>
</context>
<context>
    <name>ScoreTimeline</name>
    <message>
        <source>Score while writing</source>
        <translation>Wert beim Schreiben</translation>
    </message>
    <message>
        <source>Score {score:.1f}, needed {threshold:.1f}</source>
        <translation>Wert {score:.1f}, nötig {threshold:.1f}</translation>
    </message>
    <message>
        <source>needed</source>
        <translation>nötig</translation>
    </message>
</context>
<context>
    <name>ServiceCard</name>
    <message>
        <source>O&amp;n this computer while it is away</source>
        <translation>Auf diesem &amp;Computer, solange er weg ist</translation>
    </message>
    <message>
        <source>Test &amp;connection</source>
        <translation>Ver&amp;bindung testen</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Anmelden</translation>
    </message>
    <message>
        <source>Sign &amp;out</source>
        <translation>A&amp;bmelden</translation>
    </message>
    <message>
        <source>A link that the service&apos;s operator gave you can be pasted here.</source>
        <translation>Ein Link, den der Betreiber des Dienstes dir gegeben hat, kann hier eingefügt werden.</translation>
    </message>
    <message>
        <source>While the service can&apos;t be reached, this computer scores profiles made from now on, and each answer says so. Who cuts off the network chooses who decides.</source>
        <translation>Solange der Dienst nicht erreichbar ist, wertet dieser Computer ab jetzt angelegte Profile aus, und jede Antwort sagt das. Wer das Netz unterbricht, bestimmt, wer entscheidet.</translation>
    </message>
    <message>
        <source>Address of the s&amp;ervice</source>
        <translation>Adresse des Di&amp;enstes</translation>
    </message>
    <message>
        <source>Iss&amp;uer, where you sign in</source>
        <translation>A&amp;ussteller, bei dem du dich anmeldest</translation>
    </message>
    <message>
        <source>C&amp;lient id of this program there</source>
        <translation>C&amp;lient-Id dieses Programms dort</translation>
    </message>
    <message>
        <source>Testing …</source>
        <translation>Wird getestet …</translation>
    </message>
    <message>
        <source>The service answers and fits.</source>
        <translation>Der Dienst antwortet und passt.</translation>
    </message>
    <message>
        <source>Enter the issuer and the client id first.</source>
        <translation>Gib zuerst den Aussteller und die Client-Id ein.</translation>
    </message>
    <message>
        <source>Go on in your browser, which opens now …</source>
        <translation>Weiter in deinem Browser, der sich jetzt öffnet …</translation>
    </message>
    <message>
        <source>Signing out …</source>
        <translation>Wird abgemeldet …</translation>
    </message>
    <message>
        <source>Nobody is signed in.</source>
        <translation>Niemand ist angemeldet.</translation>
    </message>
    <message>
        <source>Signed in as {name}.</source>
        <translation>Angemeldet als {name}.</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>They hold once they are saved.</source>
        <translation>Sie gelten, sobald sie gespeichert sind.</translation>
    </message>
    <message>
        <source>On &amp;this computer, offline</source>
        <translation>Auf diesem &amp;Computer, ohne Netz</translation>
    </message>
    <message>
        <source>By a &amp;remote service</source>
        <translation>Bei einem &amp;entfernten Dienst</translation>
    </message>
    <message>
        <source>Where new profiles are scored</source>
        <translation>Wo neue Profile ausgewertet werden</translation>
    </message>
    <message>
        <source>&amp;False match rate (FMR)</source>
        <translation>Falsch&amp;akzeptanzrate (FMR)</translation>
    </message>
    <message>
        <source>How strict verification is</source>
        <translation>Wie streng überprüft wird</translation>
    </message>
    <message>
        <source>How new profiles are made</source>
        <translation>Wie neue Profile entstehen</translation>
    </message>
    <message>
        <source>The more attempts, the fewer refusals later.</source>
        <translation>Je mehr Versuche, desto seltener wirst du später abgelehnt.</translation>
    </message>
    <message>
        <source>Try a&amp;gain</source>
        <translation>Noch einmal ver&amp;suchen</translation>
    </message>
    <message>
        <source>Withdraw consent and delete ever&amp;ything</source>
        <translation>Einwilligung widerrufen und alles &amp;löschen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Attempts at the phrase</source>
        <translation>Versuche mit dem Satz</translation>
    </message>
    <message>
        <source>All profiles are deleted for good, here and at the service. Go on?</source>
        <translation>Alle Profile werden endgültig gelöscht, hier und beim Dienst. Fortfahren?</translation>
    </message>
    <message>
        <source>Delete everything</source>
        <translation>Alles löschen</translation>
    </message>
    <message>
        <source>Keep my data</source>
        <translation>Meine Daten behalten</translation>
    </message>
    <message>
        <source>Your data</source>
        <translation>Deine Daten</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>Gespeichert.</translation>
    </message>
    <message>
        <source>About 1 in {count} other people would be accepted. The stricter it is, the more often you have to type again.</source>
        <translation>Etwa einer von {count} anderen Menschen würde angenommen. Je strenger, desto öfter musst du noch einmal tippen.</translation>
    </message>
    <message>
        <source>You agreed to version {version} of the consent on {given}.</source>
        <translation>Du hast Fassung {version} der Einwilligung am {given} zugestimmt.</translation>
    </message>
    <message>
        <source>Still to be deleted by the service: {count}.</source>
        <translation>Noch vom Dienst zu löschen: {count}.</translation>
    </message>
    <message>
        <source>Deleting …</source>
        <translation>Wird gelöscht …</translation>
    </message>
</context>
<context>
    <name>Sidebar</name>
    <message>
        <source>Keystroke</source>
        <translation>Keystroke</translation>
    </message>
</context>
<context>
    <name>Skipped</name>
    <message>
        <source>is known by free text</source>
        <translation>ist mit freiem Text angelernt</translation>
    </message>
    <message>
        <source>is known by a phrase</source>
        <translation>ist mit einem Satz angelernt</translation>
    </message>
    <message>
        <source>has another phrase</source>
        <translation>hat einen anderen Satz</translation>
    </message>
    <message>
        <source>is locked for now, or was made by another model</source>
        <translation>ist vorerst gesperrt oder stammt von einem anderen Modell</translation>
    </message>
    <message>
        <source>is scored elsewhere</source>
        <translation>wird anderswo bewertet</translation>
    </message>
</context>
<context>
    <name>StrengthMeter</name>
    <message>
        <source>Strength of the phrase</source>
        <translation>Stärke des Satzes</translation>
    </message>
</context>
<context>
    <name>SuggestedPhrase</name>
    <message>
        <source>A&amp;nother one</source>
        <translation>Ein &amp;anderer</translation>
    </message>
    <message>
        <source>Four words drawn at random from a list that was made for it: {bits} bits, one of about {count} million million. Note it where only you see it.</source>
        <translation>Vier Wörter, zufällig gezogen aus einer Liste, die dafür gemacht wurde: {bits} Bit, einer von etwa {count} Billionen. Notiere ihn, wo nur du ihn siehst.</translation>
    </message>
</context>
<context>
    <name>TransferCard</name>
    <message>
        <source>An export has profiles with their templates, encrypted under a passphrase that you choose here. Nobody can restore it. Import the file here or on another computer.</source>
        <translation>Ein Export enthält Profile mit ihren Vorlagen, verschlüsselt mit einer Passphrase, die du hier wählst. Niemand kann sie wiederherstellen. Importiere die Datei hier oder auf einem anderen Computer.</translation>
    </message>
    <message>
        <source>Take your profiles along</source>
        <translation>Nimm deine Profile mit</translation>
    </message>
    <message>
        <source>Profi&amp;les to export</source>
        <translation>Zu e&amp;xportierende Profile</translation>
    </message>
    <message>
        <source>Passphrase of the &amp;file</source>
        <translation>Passphrase der &amp;Datei</translation>
    </message>
    <message>
        <source>The same a&amp;gain, to export</source>
        <translation>Dieselbe noch ein&amp;mal, zum Exportieren</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>&amp;Export …</source>
        <translation>&amp;Exportieren …</translation>
    </message>
    <message>
        <source>I&amp;mport …</source>
        <translation>&amp;Importieren …</translation>
    </message>
    <message>
        <source>Without a passphrase everybody who gets at the file can read the templates, which are biometric data, and phrases in it can be used on this computer alone. Go on?</source>
        <translation>Ohne Passphrase kann jeder, der an die Datei kommt, die Vorlagen lesen, und sie sind biometrische Daten; Sätze darin lassen sich nur auf diesem Computer benutzen. Fortfahren?</translation>
    </message>
    <message>
        <source>Export unencrypted …</source>
        <translation>Unverschlüsselt exportieren …</translation>
    </message>
    <message>
        <source>Enter a passphrase</source>
        <translation>Passphrase eingeben</translation>
    </message>
    <message>
        <source>The two passphrases are not the same: enter both again.</source>
        <translation>Die beiden Passphrasen sind nicht gleich: Gib beide noch einmal ein.</translation>
    </message>
    <message>
        <source>Take at least {count} characters.</source>
        <translation>Nimm mindestens {count} Zeichen.</translation>
    </message>
    <message>
        <source>Export profiles</source>
        <translation>Profile exportieren</translation>
    </message>
    <message>
        <source>Import profiles</source>
        <translation>Profile importieren</translation>
    </message>
    <message>
        <source>Exported: {count} profiles.</source>
        <translation>Exportiert: {count} Profile.</translation>
    </message>
    <message>
        <source>Left out, since they couldn&apos;t be read or their service is away: {count}.</source>
        <translation>Ausgelassen, da sie nicht lesbar sind oder ihr Dienst weg ist: {count}.</translation>
    </message>
    <message>
        <source>Imported: {added} profiles. Here already: {already}.</source>
        <translation>Importiert: {added} Profile. Schon hier: {already}.</translation>
    </message>
</context>
<context>
    <name>TypingPanel</name>
    <message>
        <source>Type the phrase here</source>
        <translation>Tippe den Satz hier</translation>
    </message>
    <message>
        <source>Type your phrase, then press Enter</source>
        <translation>Tippe deinen Satz und drücke die Eingabetaste</translation>
    </message>
    <message>
        <source>Type the sentence or your own text here</source>
        <translation>Tippe den Satz oder deinen eigenen Text hier</translation>
    </message>
    <message>
        <source>D&amp;one</source>
        <translation>Ferti&amp;g</translation>
    </message>
    <message>
        <source>{count} keys</source>
        <translation>{count} Tasten</translation>
    </message>
    <message>
        <source>●  Recording when keys go down and up, in this field only</source>
        <translation>●  Zeichnet auf, wann Tasten gedrückt und losgelassen werden, nur in diesem Feld</translation>
    </message>
    <message>
        <source>○  Not recording</source>
        <translation>○  Zeichnet nicht auf</translation>
    </message>
</context>
<context>
    <name>UnlockPage</name>
    <message>
        <source>&amp;Open</source>
        <translation>Ö&amp;ffnen</translation>
    </message>
    <message>
        <source>Try the &amp;keychain again</source>
        <translation>Den Schlüssel&amp;bund noch einmal versuchen</translation>
    </message>
    <message>
        <source>&amp;Passphrase</source>
        <translation>&amp;Passphrase</translation>
    </message>
    <message>
        <source>&amp;The same again</source>
        <translation>&amp;Noch einmal dieselbe</translation>
    </message>
    <message>
        <source>It opens the encrypted file with your profiles.</source>
        <translation>Sie öffnet die verschlüsselte Datei mit deinen Profilen.</translation>
    </message>
    <message>
        <source>Choose a passphrase</source>
        <translation>Wähle eine Passphrase</translation>
    </message>
    <message>
        <source>Enter your passphrase</source>
        <translation>Gib deine Passphrase ein</translation>
    </message>
    <message>
        <source>A passphrase protects your data just as well. Several words are best. Nobody can restore it: without it, your profiles are lost.</source>
        <translation>Eine Passphrase schützt deine Daten genauso gut. Am besten sind mehrere Wörter. Niemand kann sie wiederherstellen: Ohne sie sind deine Profile verloren.</translation>
    </message>
    <message>
        <source>Opening …</source>
        <translation>Wird geöffnet …</translation>
    </message>
    <message>
        <source>Enter the passphrase.</source>
        <translation>Gib die Passphrase ein.</translation>
    </message>
    <message>
        <source>Take at least {count} characters.</source>
        <translation>Nimm mindestens {count} Zeichen.</translation>
    </message>
    <message>
        <source>The two are not the same: enter them again.</source>
        <translation>Die beiden sind nicht gleich: Gib sie noch einmal ein.</translation>
    </message>
</context>
<context>
    <name>VerifyPage</name>
    <message>
        <source>Verify</source>
        <translation>Überprüfen</translation>
    </message>
    <message>
        <source>Type, and see whether your rhythm is the profile&apos;s.</source>
        <translation>Tippe, und sieh, ob dein Rhythmus zum Profil passt.</translation>
    </message>
    <message>
        <source>&amp;New profile</source>
        <translation>&amp;Neues Profil</translation>
    </message>
    <message>
        <source>There is nobody to verify yet</source>
        <translation>Noch gibt es niemanden zu überprüfen</translation>
    </message>
    <message>
        <source>Make a profile first.</source>
        <translation>Lege zuerst ein Profil an.</translation>
    </message>
    <message>
        <source>P&amp;rofile</source>
        <translation>P&amp;rofil</translation>
    </message>
    <message>
        <source>Copy the sentence or write what you like: the more you type, the surer the answer.</source>
        <translation>Schreibe den Satz ab oder was du möchtest: Je mehr du tippst, desto sicherer ist die Antwort.</translation>
    </message>
    <message>
        <source>{name} (free text)</source>
        <translation>{name} (freier Text)</translation>
    </message>
    <message>
        <source>Scoring …</source>
        <translation>Wird bewertet …</translation>
    </message>
</context>
<context>
    <name>VersionsCard</name>
    <message>
        <source>A profile changes when attempts are added, or when it learns. Going back is a change too, and can be undone here.</source>
        <translation>Ein Profil ändert sich, wenn Versuche hinzukommen oder wenn es lernt. Zurückzugehen ist auch eine Änderung und lässt sich hier zurücknehmen.</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>Versionen</translation>
    </message>
    <message>
        <source>Enrolled</source>
        <translation>Angelernt</translation>
    </message>
    <message>
        <source>Attempts added</source>
        <translation>Versuche hinzugefügt</translation>
    </message>
    <message>
        <source>Learnt from verifications</source>
        <translation>Aus Überprüfungen gelernt</translation>
    </message>
    <message>
        <source>Gone back to an earlier one</source>
        <translation>Zu einer früheren zurückgegangen</translation>
    </message>
    <message>
        <source>{change}, {count} samples</source>
        <translation>{change}, {count} Versuche</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>In Gebrauch</translation>
    </message>
    <message>
        <source>Go back to this</source>
        <translation>Dahin zurückgehen</translation>
    </message>
    <message>
        <source>Go back to the version of {day}</source>
        <translation>Zurück zur Fassung vom {day}</translation>
    </message>
</context>
<context>
    <name>WaitingRow</name>
    <message>
        <source>Waiting to be delivered to {place}.</source>
        <translation>Wartet auf die Zustellung an {place}.</translation>
    </message>
    <message>
        <source>Delete what was typed? It would have to be typed again.</source>
        <translation>Das Getippte löschen? Es müsste noch einmal getippt werden.</translation>
    </message>
    <message>
        <source>Send now</source>
        <translation>Jetzt senden</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Delete for good</source>
        <translation>Endgültig löschen</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Sending …</source>
        <translation>Wird gesendet …</translation>
    </message>
</context>
<context>
    <name>WhyCard</name>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
    <message>
        <source>Compared with this computer&apos;s copy from the enrolment: the service keeps the profile itself.</source>
        <translation>Verglichen mit der Kopie dieses Computers von der Erfassung: Das Profil selbst hat der Dienst.</translation>
    </message>
    <message>
        <source>The service keeps this profile and tells only its verdict, so that nobody learns from it how to type. Why it decided so can&apos;t be shown here.</source>
        <translation>Der Dienst verwahrt dieses Profil und teilt nur sein Urteil mit, damit niemand daraus lernt, wie zu tippen ist. Warum er so entschied, lässt sich hier nicht zeigen.</translation>
    </message>
    <message>
        <source>like the profile</source>
        <translation>wie das Profil</translation>
    </message>
    <message>
        <source>a little apart</source>
        <translation>etwas anders</translation>
    </message>
    <message>
        <source>unlike it</source>
        <translation>unähnlich</translation>
    </message>
    <message>
        <source>Bars: up longer, down shorter than usual</source>
        <translation>Balken: nach oben länger, nach unten kürzer als gewöhnlich</translation>
    </message>
    <message>
        <source>Each part of the text by itself; right of the middle it is like the profile.</source>
        <translation>Jeder Teil des Textes für sich; rechts der Mitte gleicht er dem Profil.</translation>
    </message>
    <message>
        <source>A short text is compared as a whole: the score above is all there is. Longer texts are shown part by part.</source>
        <translation>Ein kurzer Text wird als Ganzes verglichen: Mehr als die Wert oben gibt es nicht. Längere Texte werden Teil für Teil gezeigt.</translation>
    </message>
    <message>
        <source>Keys {first} to {last}</source>
        <translation>Tasten {first} bis {last}</translation>
    </message>
    <message>
        <source>Most unlike the profile: {values}.</source>
        <translation>Dem Profil am unähnlichsten: {values}.</translation>
    </message>
    <message>
        <source>Nothing is far from how this profile is usually typed.</source>
        <translation>Nichts ist weit davon entfernt, wie dieses Profil gewöhnlich getippt wird.</translation>
    </message>
    <message>
        <source>Most like it: {values}.</source>
        <translation>Ihm am ähnlichsten: {values}.</translation>
    </message>
</context>
<context>
    <name>WritingPad</name>
    <message>
        <source>Write here</source>
        <translation>Hier schreiben</translation>
    </message>
    <message>
        <source>Write what you like. It is neither kept nor sent.</source>
        <translation>Schreibe, was du willst. Es wird weder behalten noch gesendet.</translation>
    </message>
</context>
</TS>
