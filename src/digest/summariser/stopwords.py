"""Stop words: the function words of ten languages, own short lists."""

from __future__ import annotations

_LISTS = {
    "en": """
        a about above after again against all also am an and any are as at be because been before being below between
        both but by can can't cannot could did didn't do does doesn't doing don't down during each even every few for
        from further get had has have having he her here hers herself him himself his how however i i'd i'll i'm i've
        if in into is isn't it it's its itself just like made make many may me might more most much must my myself no
        nor not now of off often on once one only or other our ours ourselves out over own per quite rather really
        same she should since so some still such than that that's the their theirs them themselves then there these
        they they're this those through to too under until up upon us use used using very was wasn't we we'll we're
        we've were what when where whether which while who whom whose why will with within without won't would yet you
        you'll you're you've your yours yourself""",
    "de": """
        aber alle allem allen aller alles als also am an ander andere anderen anderer anderes auch auf aus bei beim
        bin bis bist da dadurch damit dann das dass dein deine dem den denn der des deshalb dessen die dies diese
        diesem diesen dieser dieses doch dort du durch ein eine einem einen einer eines er es etwas euch euer für
        gegen habe haben hat hatte hatten hier hin hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im immer in ins
        ist ja jede jedem jeden jeder jedes jedoch kann kein keine keinem keinen keiner können könnte man mehr mein
        meine mit muss müssen nach nachdem nicht nichts noch nun nur ob oder ohne schon sehr sein seine seinem seinen
        seiner seit sich sie sind so sogar sollte sondern sonst über um und uns unser unsere unter viel viele vom von
        vor war waren warum was weil weiter welche welcher wenn wer werde werden wie wieder will wir wird wo wurde
        wurden während würde zu zum zur zwar zwischen""",
    "fr": """
        à afin ai ainsi alors apres après au aucun aussi autre autres aux avait avant avec avez avoir avons c'est car
        ce ceci cela celle celles celui ces cet cette ceux chaque chez ci comme comment d'un d'une dans de depuis des
        deux doit donc dont du elle elles en encore entre es est et était étaient été être eu eux fait faire fois font
        il ils j'ai je l'on la là le les leur leurs lors lorsque lui mais me même mêmes mes moi moins mon ne ni non
        nos notre nous on ont ou où par parce pas pendant peu peut plus pour pourquoi puis qu'elle qu'il qu'ils qu'on
        qu'un qu'une quand que quel quelle quelles quels qui quoi sa sans se selon sera ses si son sont sous sur ta te
        tes toi ton tous tout toute toutes très trop tu un une vers voici vos votre vous y""",
    "es": """
        a al algo algunas algunos ante antes aquel aquella aquí así aun aunque cada casi como cómo con contra cual
        cuando de del desde donde dos durante e el él ella ellas ellos en entre era eran es esa esas ese eso esos esta
        está están estas este esto estos fue fueron ha había han hasta hay la las le les lo los más me mi mientras
        mis mucho muchos muy nada ni no nos nosotros nuestra nuestro o os otra otras otro otros para pero poco por
        porque puede pueden pues que qué quien quién se sea según ser si sí sido siempre sin sino sobre solo sólo son
        soy su sus también tan tanto te tener tiene tienen toda todas todavía todo todos tras tu tus un una unas uno
        unos usted vez y ya yo""",
    "it": """
        a abbiamo ad agli ai al alla alle allo altra altre altri altro anche ancora avere aveva c'è che chi ci ciò
        come con contro cosa così cui da dagli dai dal dalla dalle dallo degli dei del dell della delle dello dentro
        di dopo dove due durante e è ed era erano essere fa fare fino fra già gli ha hai hanno ho i il in io l la le
        lei li lo loro lui ma me mentre mi mia mio molti molto ne né negli nei nel nell nella nelle nello no noi non
        nostra nostro o ogni oltre ora per perché perciò però più poco poi prima può qual quale quali quando quanto
        quella quelle quelli quello questa queste questi questo qui se sei sempre senza si sia siamo solo sono sopra
        sotto stata stati stato su sua sue sugli sui sul sulla sulle suo suoi tra tu tutta tutte tutti tutto un una
        uno vi voi""",
    "pt": """
        a à ainda algumas alguns ao aos apenas após aquela aquele aqui as às assim até cada com como contra da dá das
        de dela dele deles depois desde dessa desse desta deste do dos e é ela elas ele eles em enquanto entre era
        eram essa essas esse esses esta está estão estas este estes eu foi foram há isso isto já la lhe lo mais mas me
        mesmo meu minha muito muitos na não nas nem nessa nesse nesta neste no nos nós nossa nosso num numa o onde os
        ou outra outras outro outros para pela pelas pelo pelos per pode podem pois por porque qual quando que quem se
        seja sem sempre ser será seu seus si sido só sobre sua suas também tão te tem têm ter teu tinha toda todas
        todo todos tu um uma umas uns vai você vocês""",
    "nl": """
        aan achter al alle alleen alles als altijd andere ben bij binnen boven daar daarom dan dat de deze die dit
        doen doet door dus echter een eens en er erg even gaan gaat geen geweest had hadden heb hebben heeft hem hen
        het hier hij hoe hun iets ik in is ja je jij jou jouw jullie kan kon kunnen maar me meer meest men met mij
        mijn moet moeten na naar naast niet niets nog nu of om omdat onder ons onze ook op over per pas samen sinds
        slechts steeds te tegen ten ter terug tijdens toch toe toen tot tussen u uit uw van vaak veel verder via
        volgens voor vooral waar waarom waren was wat we weer wel welke werd werden wie wij wil worden wordt zal ze
        zeer zei zelf zich zij zijn zo zoals zonder zou zouden""",
    "ru": """
        а без более больше будет будто бы был была были было быть в вам вас ваш весь во вот все всё всего всех всю
        всегда вы где да даже для до его ее её если есть еще ещё же за здесь и из или им иногда их к как какая какой
        когда кого которая которого которое которой которые который которых кто куда ли лишь меня между мне много
        может можно мой моя мы на над надо нас наш не него нее неё ней нет ни нибудь никогда ним них ничего но ну о об
        один однако он она они оно от очень по под после потом потому почти при про раз с сам свою свой своей своего
        своих себя сейчас со совсем так также такие такой там тебя тем теперь то тогда того тоже той только том тот
        ту тут ты у уж уже хотя чего чей чем через что чтобы чуть эта эти этим этих это этого этой этом этот эту я""",
    "uk": """
        а або адже аж але б без би більше був буде була були було бути в вам вас ваш вже ви від вона вони воно все
        всі всіх втім він де деякі для до дуже з за завжди зараз зі й його йому і із інша інші їй її їм їх їхній
        ж жодний за згідно каже коли кого котрий крім куди лише ледь мене між мені мій може можна моя ми на над нам
        нас наш наша навіть не нею неї ні ніж ним них нього о об один однак ось от перед під після по потім про проте
        при саме свій своє свої своїх себе сам сама самий та так така такий також там твій те тебе тепер ти тим тих то
        тобі того тоді той том тому треба ту тут у увесь усе усі хіба хоча хто це цей цього цьому ці цієї цим цих цю
        ця через чи чим чого чому ще що щоб щодо я як яка який яких якого які якщо якої""",
    "pl": """
        a aby ale albo ani aż bardzo bez bo był była było były być by będzie będą chce choć co coś czy czyli czym dla
        dlaczego dlatego do gdy gdyż gdzie go i ich ile im inne inny iż ja jak jaka jakie jako jednak jego jej jemu
        jest jestem jeszcze jeśli jeżeli już każdy kiedy kilka która które którego której który których którym którzy
        kto lecz lub ma mają mamy mi między mimo mnie może można mój my na nad nam nas nasz nasze nawet nich nic nie
        niego niej nim niż no o obok od około on ona one oni oraz po pod ponad ponieważ poza przed przede przez przy
        raz również są sam się skąd sobie swoich swoje swój ta tak taka takie także tam te tego tej ten teraz też to
        tu tych tylko tym u w was wasz we wiele więc wszyscy wszystkich wszystko właśnie wy z za zawsze ze znów że
        żeby""",
}

STOP_WORDS = {language: frozenset(words.split()) for language, words in _LISTS.items()}
