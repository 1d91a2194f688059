import sys

from services.plans.readers.child import main

main(sys.argv[1:])
