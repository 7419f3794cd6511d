/** Short plain English words for passphrases: easy to spell, none rude. At least 1024, none twice. */
export const englishWords: readonly string[] = `
  able acorn actor adult agent air alarm album alley almond alpine amber ample anchor angle animal
  ankle answer ant antler apple april apron arch arena arm arrow art artist ash aspen atlas atom
  attic august aunt author autumn avenue award axis baby back badge bag bagel baker ball ballet
  balloon bamboo banana band banjo bank banner bar bark barley barn barrel base basil basin basket
  bat bath bay beach bead beam bean bear beard beaver bed bee beech beetle begin bell belt bench
  berry best bike bingo birch bird birth bison black blade blank blanket blaze blend blink block
  bloom blossom blue blues board boat body bold bolt bone bonus book boot border borrow bottle
  bottom boulder bowl box boy brain branch brass brave bread break breeze brick bride bridge brief
  bright broad bronze brook broom brother brown brush bubble bucket bud buffalo build bulb bundle
  bunny burger bus bush butter button buzz cabin cable cactus cafe cake calendar calf calm camel
  camera camp canal canary candle candy cane canoe canvas canyon cape capital captain car caramel
  card cargo carol carpet carrot cart carton castle cat catch cattle cave cedar celery cello
  cement center cereal chain chair chalk champion channel chapter charm chart cheap check cheek
  cheer cheese cherry chess chest chick chief child chimney chin chip choice choir chorus chunk
  cider cinema circle circus citrus city clap clarinet class clay clean clear clerk clever cliff
  climb clip clock closet cloth cloud clover clown club clue coach coal coast coat cobra cocoa
  coconut code coffee coin cold collar color comb comedy comet comfort comic common compass
  concert cone cook cookie cool copper copy coral cord cork corn corner cosmos costume cottage
  cotton couch count country couple course court cousin cover cow cozy crab cradle craft crane
  crater crayon cream creek crew cricket crisp crop crow crowd crown crumb crust crystal cub cube
  cuckoo cup cupboard curl curtain curve cushion custom cycle cymbal cypress daily dairy daisy
  dance dark dash data date dawn day deal dear december deck deep deer degree delta denim dentist
  depth desert design desk dessert detail dew dial diamond diary dice diet digit dill dime dinner
  dish dive dock doctor dog doll dollar dolphin donkey door dot double dough dove down dozen
  dragon drain drama draw dream dress drift drill drink drive drop drum dry duck dune dust duty
  eager eagle ear early earth easel east easy echo edge editor egg eight elbow elder elegant
  elephant elf elk elm ember emblem emerald empty engine enjoy entry envelope equal eraser essay
  evening event exam example exit expert extra eye fabric face fact fair fairy falcon fall family
  famous fan fancy farm farmer fast father feast feather february fence fern ferry festival fiber
  fiddle field fig figure film final finch find finger finish fir fire first fish five flag flame
  flamingo flash flat flavor fleet flint float flock floor flour flower fluffy flute fly foam
  focus fog folder folk food foot forest fork form fort forty forum fossil fountain four fox frame
  free fresh friday friend frog front frost fruit fudge full fun funny fur future gadget galaxy
  gallery gallon game garage garden garlic gate gather gazelle gear gecko gem gentle giant gift
  ginger giraffe give glacier glad glass globe glove glow glue goal goat gold golf good goose gown
  grace grade grain grand grape graph grass gravel gravy gray great green grid grill grin grip
  group grove grow guess guest guide guitar gulf gull gum gym habit hail hair half hall hammer
  hammock hamster hand handle happy harbor hard hare harp harvest hat hawk hay hazel head health
  heart heat heavy hedge hedgehog heel height helmet help hen herb herd hero heron herring hike
  hill hint hippo history hive hobby hockey hold holiday hollow home honest honey hood hook hoop
  hope horn horse hose hotel hour house hug human humor hundred hurry husky hut ice icicle icon
  idea igloo image inch index ink inlet insect inside instant iris iron island item ivory ivy
  jacket jaguar jam january jar jasmine jay jazz jeans jeep jelly jewel jigsaw job jog join joke
  jolly journey joy judge juice july jump june jungle junior jury just kangaroo kayak keen keep
  kernel kettle key kick kid kilt kind king kiosk kitchen kite kitten kiwi knee knit knob knot
  koala label lace ladder lady lagoon lake lamb lamp land lane lantern lap large lark laser lasso
  latch late laugh laundry lava lawn layer leader leaf league lean learn leather lecture left leg
  legend lemon lens leopard lesson letter level lever library lid light lilac lily lime limit line
  linen lion list liter little lively lizard llama loaf lobster local lock log logic long loop
  loud lounge loyal lucky lumber lunch lung lyric machine magic magnet magpie mail main major
  maker mammoth mango manual map maple marble march margin marina mark market maroon marsh mask
  mast master match math matrix may maze meadow meal measure medal medium meet melody melon member
  memory menu mercury merry mesh metal meteor meter middle midnight mile milk mill mind mineral
  mint minute mirror mist mitten mix mobile model modern mole moment monday money month moon moose
  morning mosaic moss motel moth mother motion motor mountain mouse mouth movie mud muffin mug
  mule muscle museum music mustard nail name napkin narrow nature navy near neat neck necklace
  nectar needle neon nephew nest net new news next nickel night nine noble noise noodle noon
  normal north nose note notebook novel november number nurse nut nutmeg oak oar oasis oat object
  ocean october octopus office oil old olive omelet one onion open opera option orange orbit
  orchard orchid order organ origin ostrich otter outdoor outfit outside oval oven owl owner
  oyster pace pack paddle page paint pair palace palm pan pancake panda panel panther papaya paper
  parade parent park parrot parsley part partner party pass pasta paste pastry patch path patio
  pattern pause paw pea peace peach peacock peak peanut pear pearl pebble pedal pelican pen pencil
  penguin penny people pepper perfect perfume person petal phone photo phrase piano pickle picnic
  picture pie piece pigeon pillow pilot pin pine pink pint pioneer pipe pirate pitch pizza place
  plain plan plane planet plant plate player plaza plenty plot plum plus pocket poem poet point
  polar pole polish polite polka pond pony pool poplar poppy porch port portrait post postcard pot
  potato pottery powder power prairie present press pretty pretzel price pride prince print prize
  profit program project proof proud prune public pudding puddle puffin pull pulse pumpkin punch
  pupil puppet puppy purple purse puzzle pyramid quail quality quarter quartz queen quest question
  quick quiet quilt quiz quote rabbit raccoon race rack radar radio radish raft rail rain rainbow
  raisin ramp ranch range rapid raven ray razor reach read ready real recipe record red reef
  reindeer relay relic report rest ribbon rice riddle ride ridge right ring ripple river road
  roast robin robot rock rocket roll roof room rooster root rope rose rotor round route row royal
  ruby rug ruler rumble runner rural rye saddle safari saffron sail sailor salad salmon salt
  sample sand sandal satin saturday sauce sausage savanna scale scarf scene school science
  scissors scoop scooter score scout screen scroll sea seal season seat second secret seed sense
  seven shade shadow shape share shark sharp shawl sheep sheet shelf shell shelter shield shine
  ship shirt shoe shop shore short shoulder shovel show shower shrimp shrub sight sign signal
  silent silk silver simple singer single sink siren sister six size sketch ski skirt sky slate
  sled sleep sleeve slide slim slope slow small smart smile smooth snack snail snow soap soccer
  sock sofa soft soil solar solid solo song sonic soup south space spade spark sparrow speech
  speed spice spider spin spiral spirit splash sponge spoon sport spot spray spring sprout spruce
  square squash squid squirrel stable stack stadium stage stair stamp stand star start state
  station statue steam steel stem step stew stick still stitch stone stool store stork storm story
  stove straw stream street string stripe student studio style subject subway sugar suit suitcase
  summer summit sun sunday sunny sunset surf surprise swallow swamp swan sweater sweet swift swim
  swing symbol syrup system table tablet tail tailor talent tall tango tape target task taste taxi
  tea teacher team teapot temple ten tennis tent term terrace text texture theater theme thick
  thimble thin thing thirty thistle thread three throne thumb thunder thursday ticket tide tie
  tiger tile timber time tin tiny tip tire title toast today toe tomato tomorrow ton tone tongue
  tool tooth top topaz topic torch tornado total touch towel tower town toy track tractor trade
  trail train travel tray treasure treat tree trek triangle tribe trick trip trolley trophy truck
  true trumpet trunk trust truth tube tuesday tulip tuna tundra tunnel turn turtle tutor twelve
  twenty twig twin twist two type umbrella uncle under uniform union unique unit upper urban
  useful usual vacation valley value van vanilla vapor vase vault vector velvet verb verse vest
  view village vine vinegar violet violin vision visit vivid voice volcano volley volume vowel
  voyage waffle wagon waist waiter walk wall wallet walnut walrus waltz warm wash watch water wave
  wax way wealth weather week west whale wheat wheel whisper whistle white whole wide width wild
  willow win wind window wing winner winter wire wisdom wise wish wolf wonder wood wool word work
  world wren wrist writer yacht yard yarn year yeast yellow yes yogurt young zebra zero zigzag
  zinc zipper zone zoo
`
  .trim()
  .split(/\s+/)
