"""Common given names of Europe, the Americas and beyond, casefolded, as data.

A capitalised pair of words is a person's name far more often when the first of them stands here; in German, where
every noun has a capital, little else tells the two apart. Names that are more often a place, a month or a plain word
("Paris", "April", "Will") are left out.
"""

from __future__ import annotations

_NAMES = """
aakash aarav aaron aart aarti aashish abbie abby abdul abdullah abel abha abhijit abhinav abhishek abigail abigaël
achim adalbert adam addison adela adelheid adelina adina aditi aditya adnan adolf adolfo adriaan adrian adriana
adriano adrien advait adán adèle adéla adélaïde aenne afonso agata agathe agnes agnieszka agnès agostino agus
agustina agustín ahmad ahmed ahmet aidan aiden aileen aino aisha aisyah aitana aitor ajay ajit akanksha akash akhil
akiko akira akram akshay alaa alain alan alana alanna alasdair alastair alba alban albane albert alberta albertine
alberto albin albrecht aldo alec alejandra alejandro aleksandar aleksander aleksandr aleksandra aleksei aleksej
aleksey alena alessandra alessandro alessia alessio alex alexa alexander alexandra alexandre alexandria alexandrine
alexandros alexandru alexei alexey alexia alexis aleš alfons alfonso alfred alfredo ali alice alicia alicja alina
aline alison alistair alix alka allan allen allison almudena alois alok aloys alphonse alvin alwin alyssa alžbeta
amadeus amal amalia amalie aman amanda amandine amar ambika ambra ambroise ambros amelia amelie amin amina amir
amira amit amita amitabh amol amparo amrit amrita amy amélie ana ana-maria ana-marija ana-maría anabel anamika anand
ananya anastasia anastasios anatole anatoli anaëlle anaïs anca anders andi andie andre andrea andrea-maria andreas
andree andreea andrei andreia andrej andreu andrew andrey andrzej andré andréa andrés andy angela angelica angelika
angelina angelo angus angélique anika aniket anil anina anindita anita anja anjali anjana anke ankit ankita ankur
ann anna annabell annabelle anne anne-marie anne-sophie anneke anneli annelie anneliese annemarie annett annette
annie annika anoop anouk anselm ansgar ante anthony antje antoine anton antonella antoni antonia antonio antti
antónio antônio anuj anup anuradha anurag anushka anwar aoife aparna apolline apoorva apurva araceli aravind
aravindan archana archie aria ariadna ariana ariane aribert arie ariel arif aris arjen arjun arkadi arkadiusz
arlette armand armando armelle armin arnaud arnd arne arno arnold arnulf arpita artem arthur arti arto artur arturo
arun aruna arundhati arvid arvind aryan asbjørn asha ashish ashleigh ashley ashok ashutosh ashwin asif aslak astrid
asunción athanasios attila atul aubin aubrey aude audrey august augustin augusto aurel aurelia aurora aurélie
aurélien ava avinash axel axelle ayesha ayumi ayush ayşe aziz azucena bala baldev baltasar balthasar balázs bambang
baptiste barbara barbora barney barrie barry bart barthélémy bartolomé bartosz bartłomiej bas bashar basile bassam
bastian bastien bea beata beate beatrice beatrix beatriz becky begoña belén ben bendix benedetta benedict benedikt
bengt benita benito benjamin benjamín benno benny benoît bente berend berit bernadette bernard bernarda bernardo
bernat bernd bernhard bernie bernt berta berthold bertie bertrand beth bethany betsy bettina betty beverly bhaskar
bhavna bhavya bianca bilal biljana bill billy bipin birga birgit birgitta birte bjarne björk björn björn-erik blaise
blake blanca bo bob boban bobby bodo bogdan bogusław bohdan bojan bonnie boris borja boyd bożena božena brad bradley
brady bram brandon branko brayden brenda brendan brendon brent brett brian brice bridget brigitta brigitte britt
britta brittany bronwyn brooke bruce bruna bruno bryan bryony budi burak burghard burkhard byron bárbara bärbel
béatrice béla bérangère bérénice børge błażej caio caitlin caleb callum calvin cameron camila camilla camille
candace candela capucine cara carina carine carl carl-heinz carl-johan carla carlo carlos carlotta carly carme
carmen carol carola carole carolin carolina caroline carolyn carrie carson carsten caryn casey caspar cassandra
cassandre catalina caterina catharina catherine cathleen cathrin cathy cayetana cecil cecilia cedric cees celia
celina cem cengiz cesar cezary chad chaitanya chandan chantal charles charlie charlotte charu cheng cheryl chester
chetan chia chiara chih chinua chloe chloé chris christa christel christelle christer christian christiane christie
christina christine christof christoph christophe christopher christos chuck chukwu ciara cindy claas claire clara
clarence clarice clarisse claude claudette claudia claudine claudio claudiu claus clayton clemens clement clifford
clint clive clotilde clyde cláudia cláudio clémence clément cody coen colin colleen colton conan connie connor conny
conor constanze consuelo cora coralie cordula corentin corey corina corinna corinne cormac cornelia cornelius cosima
cosmin courtney craig cristi cristian cristiana cristiane cristiano cristina cristóbal cristóvão csaba curtis
cynthia cyril cyrill cyrille cyrus czesław cátia cécile cédric célia céline césar călin cătălin daan dafne dag
dagmar daisuke damian damien damienne dan dan-radu dana daniel daniela daniele danielle danijel danièle dankwart
danny danuta daphne daphné darcy daria dario dariusz darko darlene darragh darrell darren darshan dave david davide
davor dawid deacon deanna debashish debbie deborah debra declan deepak deirdre dejan delfina delia della delphine
denis denisa denise deniz dennis denny derek dermot derrick desi desmond detlef detlev devendra devika devin dewi
dhruv dian diana diane dick didier diederik diego diemut dierk dieter diethelm dietmar dietrich diksha dilek dilip
dilma dimitra dimitrios dimitris dinesh dino diogo dirk divya divyanshu dmitri dmitrij dmitry doina dolores domenico
domingo dominic dominick dominik dominique don donal donald donatella donna donnie donovan doreen dorin doris dorota
dorothea dorothee dorothy dorothée doug dougal douglas dragan dragoș dražen duarte duncan dustin dušan duško dwayne
dwi dwight dylan dániel dávid débora déri désiré désirée dörte eamon earnest eberhard eberhardt ebru eckart eckhard
edda eddie edeltraud edgar edith edmond edmund edna edoardo edson eduard eduarda eduardo edurne edward edwin edyta
eelco eero effie efraín egon egor eike eileen eimear einar eino eirik eka ekaterina ekkehard ekkehart ekta elaine
eleanor elena elena-maria eleni eleonora eleonore elfi elfriede eli eliane elias elif elijah elin elina elisa
elisabeth elisabetta elise elisenda eliza elizabeth elke ella elle ellen elli ellie ellinor elliot elliott elmar
eloise eloy eloísa els elsa elsbeth elsie elton elvira elías elżbieta emanuel emanuele emeka emely emese emi emil
emilia emiliano emilie emilio emily emine emlyn emma emmanuel emmanuelle emmanuèle emmerich emmett emmi emre
encarnación endre enes engelbert enno enoch enrico enrique erasmus ercan erdal erhard eric erica erich erick erik
erika erin erkki erna ernest ernestine ernesto ernie ernst erol errol ertuğrul erwin erzsébet esme espen esra
esteban estefanía estela estelle ester esther ethan euan eugen eugene eugenia eugenio eugène eulalia eva eva-lena
evan evangelos evaristo eve evelin evelyn everett evert evgeni evgenia evgeny ewa ewald ewan ewelina ezequiel ezra
fabian fabiana fabien fabienne fabio fabiola fabián fabrice fabrizio facundo fadi fahad faisal faiza fajar falk
falko fanny farah farhan farid faris fatema fatih fatima fatma faustino faye federica federico feliciano felicitas
felicity felipe felix felizitas femke fenja ferdi ferdinand ferenc fergal fergus fermín fernand fernanda fernando
fidel fiete fikret filip filipa filipe filippo finbar finja finlay finn fintan fiona flavia flavien flavio fleur
flora flore florencia florent florian florin florine floris floyd flávia flávio fran frances francesca francesco
francine francis francisca francisco franciszek franck franco francois frank frank-walter franka frankie frans
františek franz franz-josef franziska françois françoise fraser frauke fred freddie frederick frederik fredi fredrik
fredy freek freya frida fridolin frieda friedbert friedemann frieder friederike friedhelm friedrich fritz frode
froilán frédéric frédérick frédérique fuad fuat fábio fátima félix gabe gabi gabin gabriel gabriela gabriele
gabriella gaia gail galina garbiñe gareth garima garrett gary gaspar gaspard gaston gastón gaurav gautam gautier
gavan gavin gaël gaëlle geeta gemma geneviève gennadi gennaro genoveva geoff geoffrey geoffroy georg george georges
georgie georgina geraint gerald gerard gerardo gerd gerda gereon gergely gerhard gerlind gerlinde germain germán
gernot gero gerrit gert gerti gertrud gesa gesche gethin gheorghe ghislain giacomo gian gianluca gianna gianni
giannis gideon gijs gilbert gilberto giles gilles gillian gina ginette ginevra ginny giorgia giorgio giorgos
giovanna giovanni girija girish gisela gisèle gitta giulia giuliana giuliano giulio giuseppe gladys glenn gloria
gonzalo gonçalo gopal goran gordana gordie gordon gottfried govert govind graciela graham graziano grażyna greg
gregg gregor gregorio gregory greta gretchen gretel griffin grigori griselda grit gro grzegorz grégoire grégory
guadalupe gudmund gudrun guido guilherme guillaume guillermo gundula gunilla gunnar gunter gunther guntram gurpreet
gustaf gustav gustavo guy guylaine guðrún gwen gwenaëlle gwendoline gwyneth gyula gábor gérald gérard gökhan göran
götz gülay gülsen günter günther habib hadrien hagen hailey hajo hakan haley halil halina hamid hamish hamza hana
hanan hani hanjo hank hanna hannah hanneke hannele hannelore hannes hannes-peter hanno hannu hans hans-dieter
hans-georg hans-jürgen hans-peter hansjörg hanspeter hansruedi harald hari harish harm harold haroon harpreet harri
harriet harro harry harsh harshad hartmut hartwig haruka haruki harvey hasan hassan hasso hatice hattie hauke hayley
heather hector hedda hedwig hege heide heidemarie heidi heike heikki heiko hein heiner heino heinrich heinz
heinz-peter heitor heleen helen helena helene helfried helga helge hella helle hellmut helmut helmuth hemant hendra
hendrik henk hennie henning henri henrietta henriette henrik henrike henrique henry henryk herbert heribert herman
hermann hermine herminia hernán herrmann herta hertha hervé herward hester hicham hideo hilary hilde hildegard
hildegund hilkka hillary hilmar himanshu hinnerk hinrich hiroshi hiroyuki hitesh hjalmar holden holger holly homer
honorata honoré horace horacio horia horst hortense hortensia howard howie hsiao hubert hubertus hugh hugo hugues
hui hui-min humphrey hussein huw håkan héctor hélio héloïse hélène hùng hüseyin hương ian ibolya ibrahim ida ifeoma
ignacio ignaz igor iker ilana ilaria ildikó ileana ilhan ilja ilka ilkka ilona ilse ilya iman imelda imke immanuel
imogen imran imre ina indah indira ines inga inge ingeborg ingmar ingo ingrid ingvar inken insa inès inés inês ioan
ioana ioannis ion iona ionuț irena irene irfan irina iris irma irmgard irvin irving irène isa isaac isabel isabela
isabell isabella isabelle ishaan ishita isidro isla ismael ismail ismet isolde istván itziar iulia iulian iva ivan
ivana iveta ivica ivo ivor iván iwan iwona izabela ián iñaki jaakko jaakob jaap jacco jacek jacinta jacinto jack
jackie jacob jacopo jacqueline jacques jadwiga jagdish jaime jair jake jakob jakub jamal james jamie jamil jan
jan-philipp jana jane janek janelle janet jani janice janina janine janka janna janneke jannes jannik jannis janosch
janusz jared jari jarkko jarl jarmila jaro jaromír jaroslav jarosław jarrod jarvis jasmin jasmine jason jasper jatin
javed javi javier jay jaya jayant jayden jayne jazmín jean jean-baptiste jean-christophe jean-claude jean-françois
jean-jacques jean-louis jean-luc jean-marc jean-michel jean-paul jean-pierre jean-yves jeanette jeanne jeannine jeb
jed jeff jeffrey jelena jella jelle jemima jen jenna jennie jennifer jenny jens jerald jeremiah jeremias jeremy
jeremías jermaine jerod jeroen jerome jerry jerzy jerónimo jesko jesper jess jesse jessica jessie jessika jesús
ji-hoon jian jil jill jillian jim jimena jimmy jing jitendra jitka jiří joachim joakim joan joana joann joanna
joanne joaquim joaquín jobst jocelyn jocelyne jochen jodie joe joel joep joerg joey johan johann johanna johannes
john johnny joko jolana jolanta jolene jon jonah jonas jonathan jonny joost jordane jordi jorg jorge jorgelina joris
jorma jos josef josefina josefine josep joseph josepha josephine josette josh joshua josiah josiane josie josip jost
josu josé josé-luis jouni joyce jozef joão joël joëlle juan juan-carlos juana juanita juanjo judd judit judith judy
juergen juha juhani jukka jule jules julia julian juliana juliane julianna julie julien juliet juliette julika julio
julischka julita julius julián junjie jupp juraj jurgen jurij jurriaan jussi justin justine justo justus justyna
jutta jyoti jyrki jérémie jérémy jérôme józef jörg jörn jørgen júlia júlio jürg jürgen ka-wing kabir kacper kai
kaisa kalle kalpana kamal kamala kamil kamila kamlesh kaori kapil karan karel karen kari karim karin karina karine
karl karl-friedrich karl-heinz karl-johan karl-josef karla karlheinz karol karoliina karolina karoline karsten
kartik kashif kaspar katalin katarina katarzyna kate katerina kateřina katharina katharine katherine kathi kathleen
kathrin kathryn kathy katica katie katja katri katrin katrina katsu kaushik kavita kay kayla kazimierz kazım keanu
keenan kees keiko keira keith kellan kelli kelly kelsey kelvin kemal ken ken-ichi kendall kenji kenneth kenny kenta
kermit kerri kerry kerstin keshav ketan kevin khaled khalid kiera kieran kieron kilian kim kimberly kinga kira kiran
kirill kirk kirsi kirsten kirstie kirsty kishore kjell kjersti kjetil klaas klara klaudia klaudine klaus klemens
klára knut koen kofi koji koldo kolja komal konni konrad konstantin konstantinos konstanze korbinian kord korinna
kosmas kostas krishna kristen kristian kristie kristiina kristin kristina kristine kristýna krisztina kriti krystian
krystyna krzysztof ksenia kumar kumiko kunal kuo kurt kwame kyle kylie kyriakos köbi lacey lachlan ladislav laetitia
laia lajos lakshmi lalit lambert lana lance landon lara larissa larry lars lars-erik lasse lata latisha latoya laura
laure lauren laurence laurens laurent laurenz laurențiu lauri laurie lauryn lautaro lawrence layla lazar lea leah
leander leandro leanne leen leena leif leigh leila leire lena lene leni lenka lennard lennart lenny lenz leo leon
leonard leonardo leonel leonhard leoni leonid leonie leonor leopold leroy leslie leszek leticia letícia levent
levente levin levke lewis lex lexi leyla león li-wei lia liam liane liang libby libor lidia lieke lies liesel
lieselotte lila lilian liliana liliane lilli lillian lilly lily lina linda linde lindsay lindsey lindy ling linh
linn linnea linus lionel lis lisa lisandro lisbeth lise liselotte lisette liv liviu liwei liz liza lizzie ljiljana
ljubica lloyd lodewijk loes lois lokesh lola lonnie lorcan lore lorena lorenz lorenza lorenzo lori lorna lorraine
lothar lotta lotte lottie louis louisa louise louna lourenço lowell loïc luana lubomír luboš luc luca lucas lucia
lucian luciana luciano lucie lucien lucile lucinda lucy lucía ludger ludivine ludmila ludovic ludwig luella luigi
luis luis-miguel luisa luise luitpold luiz luiza luka lukas luke lukáš luther lutz luzi luís lydia lyle lynda
lyndsey lynn lynne lyudmila lászló léa léon léonie lívia lúcia maaike maarit maarten mabel macarena maciej maddie
maddox madeleine madhu mae maeve magalí magda magdalena maggie magnus mahdi mahesh mahmoud mahmud mahmut maik maike
mairead maite maj maja makenna makoto maksim malachi malcolm malena malik malika malin mallory malte manav mandeep
mandy manfred manish manisha manni manny manoj manoj-kumar manolo manon manu manuel manuela mara marc marc-oliver
marceau marcel marcela marcella marcelo marcia marcie marcin marco marcos marcus mareike mareile marek marga
margaret margareta margarete margarethe margarita margaux margit margot margret margrit marguerite maria maria-eleni
maria-theresia mariam marian mariana marianna marianne mariano maribel marie marie-christine marie-claire
marie-france marie-hélène marie-laure marie-pierre marieke mariela mariella marieluise marietta marija marijana
marijke marika marike mariko marilyn marin marina marine marinus mario marion marisa marisol marit marita marius
mariusz marjolein marjorie mark marko markus markus-peter markéta marla marleen marlen marlene marlies marlis marlon
marnie marsha marta martha martial martijn martin martina martine martín marvin mary maryam maryanne maryse marçal
maría maría-josé masaki masato massimiliano massimo matej mateo mateus mateusz mathea mathew mathias mathieu mathijs
mathilda mathilde mathis matilde mats matt matteo matthew matthias matthieu matthijs matti mattie matías matúš maud
maureen maurice maurizio mauro maurício max max-peter maxence maxime maximilian maximiliano maxine maya mayank mayla
mayte mayumi maëlle małgorzata mckenzie meagan mechthild meena meera megan meghan megumi mehdi mehmet mei meike
meinhard meinolf melanie melchor melina melinda melissa melvin mercè meredith merle merlin merritt mesut mette mia
micaela micah micha michael michaela michail michalina michalis michał michel michela michele michelle michiko
michèle mick mickey midori mieczysław mieke miguel mihaela mihai miho mihály mika mikael mike mikel mikhail mikko
mikołaj milagros milan mildred mile milena miles milica milind miloš milton min-jun mina mindy minh minna minnie
miodrag mira miranda mircea mirco mireia mireille mirella miriam mirja mirjam mirjana mirko miroslav mirosław mirta
mischa mitch mitchell mladen mobasir mohamed mohammad mohammed mohan mohit mohsen moira moisés mollie molly mona
monica monika monique monja montserrat morgan morgane moritz morten mourad mridula muhammad muhammed mukesh mukul
murat muriel musa mustafa myles mylène myra myrtle márcia márcio mária mário márton máté mélanie mélissa mónica
mônica nabil nachiket nada nadeem nadezhda nadia nadine nadja nadège namita nan nancy nandini nanette naoki naoko
naomi narayan narcís narendra naresh nasser natalia natalie natalya natascha natasha nataša nate nathalie nathan
nathanael nathanaël nathanial nathaniel natividad natália naveed naveen nazan neal nebojša necla ned neelam neele
neeraj neeta neha neil nele nell nelly nelson nenad nerea nermin nessa nestor nevin ngoc ngozi niall niamh nicholas
nick nicky nico nicola nicolae nicolai nicolas nicole nicoletta nicolás niels nienke nigel nihat nike nikhil nikita
nikki niklas nikola nikolai nikolaus nikoleta nikos nilesh nils nils-ole nimish nina ninon nirmal nisha nishant
nitesh nitin nkechi nneka noa noah nobu noel noelia noelle nolan noman nora norbert noreen noriko norma norman
norris nour novak noémie nuno nupur nuria néstor oana octavian octavio odalys oddvar odhran odile odo ofelia oksana
oktay ola olaf olav oldřich ole oleg olga oli oliver olivia olivier oliwia olli olly olumide oluwaseun omar ondřej
onno onur ophélie orhan oriana oriol orla orlando orsolya ortrun osama osbert oscar oskar osman osvaldo oswald
otilia otis otmar ottilie ottmar otto otávio ovidiu owain owen oğuz paavo pablo paco paddy padraig paige pallavi
paloma pam pamela panagiotis pankaj pankaj-kumar paola paolo parul pascal pascale pascual pasi pat patrice patricia
patricio patrick patrik patrycja patrícia patsy patti patty pau paul paul-georg paula paulette paulien paulin
paulina pauline paulo pavel pavla paweł payal pedro peer peggy pei pekka pelle penelope penny pepe per percy pere
pernille perrine perry pertti petar pete peter peter-michael petr petra petronella petteri peyton phil philip
philipp philippa philippe phillip phoebe phuong phyllis pia piero pierre pierre-yves piers piet pieter pietro pilar
piotr pirjo pirmin piyush polina polly pooja poonam portia prabhat prabhu prachi pradeep pradip praful prakash
pramod pranav pranay prashant pratik praveen predrag preeti prerna priscila priscilla priya priyam priyanka
przemysław puneet purificación pushpa putri päivi pär péter pío qiang quang quentin quim quinn rachael rachel rachid
radek radha radhika radka radosław radovan radu rafa rafael rafaela rafał rafe raghav raghu rahim rahul raik raimo
raimund raimundo raina rainer raj rajan rajat rajeev rajendra rajesh rajiv rajni rakesh ralf ralph ram ramesh ramin
ramiro ramon ramona ramsey ramya ramón randal randall randy rania ranjan ranjana ranjit raoul raphael raphaela
raphaël raphaëlle raquel rashid rashmi rasmus ravi raymond raymonde raúl rebeca rebecca rebekka recep reece reena
reggie reginald regine reidar reimund reinald reinaldo reiner reinhard reinhold rekha remco remedios remo renata
renate renato renaud rene rens renske renu rené reto reza rhett rhonda rhys ria riad ricarda ricardo riccardo
richard richie rick ricky rico rigoberto riikka riitta rik rina rishabh rishi rita ritesh ritika ritu rizki rizwan
robert roberta roberto robin robyn rocco roch rochelle rocío rodney rodolfo rodolphe rodrick rodrigo roel roelof
rogelio roger rogério rohan rohini rohit roland rolf rolf-erik rolland rollo romain romina romuald romy ron ronald
ronan ronnie ronny rory rosa rosalie rosalind rosalía rosamund rosana rosanna rosario rose-marie rosemarie rosemary
roser roshan rosi rosie ross rostislav roswitha rosângela rouven rowan rowland roxana roxanne roy royce ruben ruby
rubén ruchi rudi rudolf ruedi rufus rune rupa rupert ruprecht ruslan russ russell rusty rutger ruth ruthie ruud ryan
ryder ryland ryo ryszard régis réka rémi rémy róbert rüdiger răzvan saad saara saba sabina sabine sabrina sacha
sachiko sachin sadia sadie saeed sagar said sajid sakari sakshi saleh salim sally salma salman salomon salomé
salvador salvatore sam samantha samarth sami samir samira sammy samuel sandeep sander sandip sandra sandrine sandro
sandy sangeeta sanja sanjana sanjay sanjeev sanna sanne santiago santosh saoirse saqib sara sarah sarika sascha
sasha saskia satish satoshi satu saul saurabh saurav saša schirin scott seamus sean sebastiaan sebastian sebastián
seema selena selim selina selma senka senta sepp serdar serena serge sergei sergej sergey sergio serkan seth seung
severin sevgi shahid shailesh shalini shana shane shankar shannon sharad shari sharlene sharon shashank shashi shaun
shauna shawn shazia sheetal sheila shelby shelley sheri sherry sheryl shikha shilpa shinji shinzo shirley shivani
shobha shreya shreyas shruti shubham shubhangi shweta sibel sibylle siddharth sidney siegbert siegfried siegmar
sienna sigfried sigmar sigmund sigrid sigrun sigurd silas silja silka silke silvan silvana silvia silvina silvio
simon simona simone sina sinan sinead siobhan sipho siri sirpa siti siu sjoerd skyler slavko slobodan smita sneha
snežana sofia sofie sofía sohail solange soledad soline solomon solveig solène sonal sonali sonam sonia sonja sonya
sophia sophie soraya sorin sourav soňa spencer sri srikanth srinivas sriram srđan stacey stacy stan stanislav
stanisław stanley stavros stefan stefania stefanie stefano steffen steffi stella stephan stephanie stephen steve
steven stewart stig stijn stine stipe stjepan stu stuart sture stéphane stéphanie subhash subramanian sudha sudhir
sue suhas sujata sujit sukanya sully suman sumit sunil sunita supriya suraj surbhi surendra suresh susan susana
susann susanna susannah susanne sushma susi suzanne svea svein sven sven-erik svenja svetlana swann swantje swapnil
swati swen swetlana sybil sybren syd sylke sylvain sylvester sylvestre sylvia sylvie sylwia szabolcs szilvia szymon
sándor sébastien sérgio séverine sílvia sónia sönke sören süleyman sławomir tabea tabitha tad tadeusz tage tahir
takashi takeshi tamara tamer tammy tamás tanguy tania tanja tanveer tanvi tanya tapan tapio tara tarek tariq tarja
taro tarun tassilo tatiana tatjana tatum tatyana tayfun taylor tayyab ted teemu tejas telmo teodor terence teresa
tereza terhi terje terrence terri terry tess tessa tetsuya teun thabo thaddeus thanh thao thassilo thaís thea thekla
thelma themba theo theobald theodor theodora theodore theodoros theresa therese theresia thiago thibault thibaut
thierry thies thijs thilo thimo thomas thorben thordis thorsten théo théodore théophile tiago tibor tiemo tiernan
tiffany tihomir tiina till tilly tilman tilo tim timm timo timon timotheus timothy tina tine tino tiphaine titus
tiziana tjark tjeerd tobias toby tobías todd tom tomasz tomi tomislav tomma tommaso tommy tomoko tomás tomáš tomé
toni tony tonya tor torben torbjørn tore toril torsten toussaint tove tracey traci tracy traudl traugott travis
trent trevor trey tri tricia trijntje trish trisha tristan troy trude trudy truman trung tuan tudor tuomas turgut
tushar tuula tuấn tyler tyra tyrone tânia uday udo ueli ugo ulf ulfert uli ulla ulla-maija ulli ulrich ulrika ulrike
ulysses uma uma-devi umar umberto umesh umut unai undine unni upasana urbain uriah urs ursel ursula ursule urszula
urvashi uschi usha usman uta ute utkarsh utz uwe vadim vaibhav valentin valentina valentine valentino valentín
valeri valeria valerie valerio valérie vanda vandana vanesa vanessa vani varsha varun vasant vasile vasilis vasily
vaughan vaughn veit velma vendula venkat vera verena verity vern vernon veronica veronika verónica vesa vesna vibha
vic vicenta vicente vicki vicky victoire victor vidhi vidya viet vijay vikas vikram viktor viktoria viktória ville
vimal vinay vincent vincenz vincenzo vineet vinita vinod vinzent vinzenz vinícius viola violeta vipin vipul virgil
virginia virginie virpi vishal vishnu vitali vitor vittoria vittorio vitus viv vivek vivian viviana viviane vivien
vlad vladan vladimir vladimír vladislav vladislava vojtěch volkan volker volkhard volkmar vuk vyacheslav václav
vânia véronique víctor vít vítor wacław wael wagner wahyu wai walburga waldemar walid wallace walter waltraud
waltraut wanda waqar warren wayan wayne wei wen wencke wendelin wendy wenzel werner werner-peter weronika wes wesley
whitney wibke wido wiebke wieland wiesław wiktor wiktoria wilbur wilf wilfred wilfried wilhelm wilko willa willard
willem willi william willibald willie willy wilma wilson wim winfried winifred winston winton witold wladimir
wojciech wolf wolf-dieter wolfgang wolfhard wolfram woody wotan wouter władysław xabier xaver xavi xavier xenia xiao
ximena xin xiu yago yamila yamini yan yann yannick yannis yanti yaroslav yasemin yash yasin yasir yasmin yavuz
yekaterina yelena yesenia yevgeny yiannis yifan ying ying-jie yoann yogesh yohan yoko yolanda yolande yoshi younes
yousef yudi yuki yukiko yulia yumi yuri yusuf yusuke yves yvette yvonne zac zach zacharias zacharie zachary zack
zafar zahra zain zainab zane zanele zara zbigniew zdeněk zdravko zdzisław zeeshan zeke zelda zeynep zhen zhiyuan
ziad zita zoe zoey zofia zoltán zoran zoé zsolt zsuzsanna zsófia zubin zulema zuzana zuzanna zvonimir zygmunt álex
álvaro ángel ángela ángeles édith édouard éliane élise élodie éloïse éléonore émeline émile émilie éric étienne
étiennette éva évelyne íñigo óscar ömer özcan özlem øystein úrsula ľubica łukasz štefan štěpán šárka željko ștefan
александр александра алексей алена алина алла алёна анастасия анатолий андрей анна антон арина аркадий артем артур
артём богдан борис вадим валентин валентина валерий валерия василий вера вероника виктор виктория виталий владимир
владислав всеволод вячеслав галина геннадий георгий глеб григорий дарья денис дмитрий евгений евгения егор екатерина
елена елизавета иван игорь илья инна ирина кирилл константин кристина ксения лариса лев леонид лидия любовь людмила
максим маргарита марина мария марк михаил надежда наталия наталья никита николай нина оксана олег олеся ольга павел
петр полина пётр роман руслан светлана семен сергей софия софья станислав степан тамара татьяна тимофей тимур ульяна
федор фёдор юлия юрий яна ярослав
"""
GIVEN_NAMES = frozenset(_NAMES.split())
